// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import io.mcpotel.hub.alert.Action;
import io.mcpotel.hub.alert.AlertHistory;
import io.mcpotel.hub.alert.Deliveries;
import io.mcpotel.hub.alert.Destination;
import io.mcpotel.hub.alert.Memory;
import io.mcpotel.hub.alert.Receiver;
import io.mcpotel.hub.config.Fields;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code actions} of {@code hub.yaml}.
 *
 * @param warnings what is allowed, and may not be meant
 */
public record ActionSettings(Map<String, List<Made>> actions, List<String> warnings) {

  private static final String NAME = "[A-Za-z0-9_.-]{1,100}";
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  /** Makes a receiver; a command needs to know when it ran, and puts on record what it did. */
  interface Made {
    Receiver with(Memory memory, AlertHistory history);
  }

  public static ActionSettings read(Fields top) {
    Map<String, List<Made>> actions = new LinkedHashMap<>();
    List<String> warnings = new ArrayList<>();
    top.value("actions")
        .entries()
        .forEach(
            (name, value) -> {
              if (!name.matches(NAME)) {
                value.wrong("has to have a name of A-Z a-z 0-9 _ . - only");
              }
              actions.put(name, new ActionReader(name, value, warnings).receivers());
            });
    return new ActionSettings(actions, List.copyOf(warnings));
  }

  public Set<String> names() {
    return actions.keySet();
  }

  /** Those who are told, each with a thread of its own once the alerts have started. */
  public List<Action> actions(
      Memory memory, AlertHistory history, Deliveries deliveries, Clock clock) {
    List<Action> all = new ArrayList<>();
    actions.forEach(
        (name, made) ->
            all.add(
                new Action(
                    name,
                    made.stream()
                        .map(
                            one ->
                                new Destination(
                                    name,
                                    one.with(memory, history),
                                    deliveries,
                                    clock,
                                    FIRST_PAUSE))
                        .toList())));
    return all;
  }
}
