// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import io.mcpotel.hub.alert.Memory;
import io.mcpotel.hub.config.Fields;
import io.mcpotel.hub.config.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code command} of an action, with its limits and {@code pause}. */
final class CommandReader {

  private static final Duration PAUSE = Duration.ofMinutes(5);

  private CommandReader() {}

  static Optional<ActionSettings.Made> read(String action, Fields fields, Duration timeout) {
    RunLimit limit = limit(fields.value("at_most"), RunLimit.USUAL);
    RunLimit limitInAll = limit(fields.value("at_most_in_all"), limit.inAll());
    Duration pause = fields.value("pause").duration(PAUSE);
    Value value = fields.value("command");
    if (!value.isPresent()) {
      return Optional.empty();
    }
    CommandLine line = new CommandLine(arguments(value));
    return Optional.of(
        (memory, history) ->
            new Command(
                action, line, limit, limitInAll, pause, timeout, runs(memory), history::command));
  }

  private static List<String> arguments(Value value) {
    List<String> arguments = new ArrayList<>();
    for (Value argument : value.list()) {
      String text = argument.text("");
      if (arguments.isEmpty() && (text.isBlank() || CommandLine.hasPlaces(text))) {
        argument.wrong("has to be a program, and no name that comes in");
      }
      for (String place : CommandLine.unknownPlaces(text)) {
        argument.wrong(
            "has {" + place + "}, and there are {service}, {instance} and {server} only");
      }
      arguments.add(text);
    }
    if (arguments.isEmpty() && value.isList()) {
      value.wrong("has to be a program and its arguments, such as [\"systemctl\", \"restart\"]");
    }
    return arguments;
  }

  private static RunLimit limit(Value value, RunLimit usual) {
    String text = value.text(null);
    if (text == null) {
      return usual;
    }
    Optional<RunLimit> limit = RunLimit.parse(text);
    if (limit.isEmpty()) {
      value.wrong("has to be like 3 per 1h, within 7d at most");
    }
    return limit.orElse(usual);
  }

  static Command.Runs runs(Memory memory) {
    return new Command.Runs() {
      @Override
      public List<Instant> of(String command) {
        return memory.runs(command);
      }

      @Override
      public void add(String command, Instant now) {
        memory.run(command, now);
      }
    };
  }
}
