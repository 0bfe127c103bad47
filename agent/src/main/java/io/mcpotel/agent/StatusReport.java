// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.agent.core.AgentVersion;
import io.mcpotel.agent.core.CallTotals;
import io.mcpotel.agent.core.Exports;
import io.mcpotel.agent.core.Health;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.destination.TelemetryTargets;
import io.mcpotel.agent.doctor.StatusLines;
import io.mcpotel.agent.weave.FoundStacks;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What the agent says of itself, as {@link StatusLines}: what it found, what it has counted, and
 * what became of that; to who attaches, also what it was told. It only reads, and waits for nothing
 * of the application's.
 */
final class StatusReport implements Supplier<String> {

  private final String arguments;
  private final long startedMillis;
  private final FoundStacks found;
  private final TelemetryTargets targets;
  private final Applications applications;

  StatusReport(
      String arguments,
      long startedMillis,
      FoundStacks found,
      TelemetryTargets targets,
      Applications applications) {
    this.arguments = arguments == null ? "" : arguments;
    this.startedMillis = startedMillis;
    this.found = found;
    this.targets = targets;
    this.applications = applications;
  }

  @Override
  public String get() {
    StatusLines lines = new StatusLines();
    lines.add("arguments", arguments);
    for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
      if (variable.getKey().startsWith("OTEL_")) {
        lines.add("variable", variable.getKey(), variable.getValue());
      }
    }
    addKnown(true, lines);
    return lines.toString();
  }

  /** Without what is private to the machine: no argument, no variable, no path. */
  StatusLines forOthers() {
    StatusLines lines = new StatusLines();
    addKnown(false, lines);
    return StatusLines.read(lines.toString());
  }

  private void addKnown(boolean withPaths, StatusLines lines) {
    lines.add("release", AgentVersion.get());
    lines.add("started", startedMillis);
    for (FoundStacks.Found stack : found.all()) {
      add(stack, withPaths, lines);
    }
    for (Map.Entry<String, String> target : new TreeMap<>(targets.targetByStack()).entrySet()) {
      lines.add("telemetry", target.getKey(), target.getValue());
    }
    addCalls(lines);
    for (String signal : List.of(Health.TRACES, Health.METRICS, Health.LOGS)) {
      Exports.Last last = Exports.last(signal);
      if (last != null) {
        String error = last.error() == null ? "" : last.error();
        lines.add("export", signal, last.epochMillis(), last.items(), error);
      }
    }
    Health.drops((loss, count) -> lines.add("lost", loss.signal(), loss.reason(), count));
    Health.failures((doing, count) -> lines.add("failed", doing, count));
  }

  private static void add(FoundStacks.Found stack, boolean withPaths, StatusLines lines) {
    if (stack.whyNotWoven() != null) {
      lines.add("left-alone", stack.name(), stack.loader(), stack.whyNotWoven());
      return;
    }
    String jar = stack.jar() == null || !withPaths ? "" : stack.jar();
    lines.add("stack", stack.name(), stack.loader(), jar, stack.hooks());
    for (FoundStacks.Missing missing : stack.missing()) {
      lines.add("missing", stack.name(), missing.method(), missing.meaning());
    }
  }

  private void addCalls(StatusLines lines) {
    Map<String, long[]> received = new TreeMap<>();
    Map<String, long[]> sent = new TreeMap<>();
    long last = -1;
    for (CallTotals totals : applications.totals()) {
      totals.each(
          (direction, method, all, failed) -> {
            long[] sum =
                (direction == Operation.Kind.SERVER ? received : sent)
                    .computeIfAbsent(method, unknown -> new long[2]);
            sum[0] += all;
            sum[1] += failed;
          });
      long ago = totals.nanosSinceLast();
      last = last < 0 || ago >= 0 && ago < last ? ago : last;
    }
    received.forEach((method, sum) -> lines.add("calls", "received", method, sum[0], sum[1]));
    sent.forEach((method, sum) -> lines.add("calls", "sent", method, sum[0], sum[1]));
    if (last >= 0) {
      lines.add("last-call", System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(last));
    }
  }
}
