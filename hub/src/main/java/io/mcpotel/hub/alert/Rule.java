// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import java.time.Duration;
import java.util.List;

/**
 * What is watched, and what is done about it.
 *
 * @param threshold what it must not exceed; of a burn rate, how many times too much
 * @param shortWindow the second window of a burn rate, which says that it still goes on
 * @param objective the share that has to succeed, for a burn rate
 * @param holdsFor how long it has to be so before the alert fires
 * @param keepFiringFor how long it has to be fine until the alert is over
 * @param minRequests with fewer in the window nothing is said
 * @param actions their names
 */
public record Rule(
    String name,
    Kind kind,
    Threshold threshold,
    Duration window,
    Duration shortWindow,
    double objective,
    Duration holdsFor,
    Duration keepFiringFor,
    Match match,
    List<Label> by,
    int minRequests,
    Severity severity,
    List<String> actions) {

  public Rule {
    by = List.copyOf(by);
    actions = List.copyOf(actions);
  }

  /** What it must not exceed, in a word. */
  String thresholdText() {
    return switch (kind) {
      case UNRESPONSIVE -> Words.number(threshold.value());
      case BURN_RATE ->
          Words.number(threshold.value())
              + " times what "
              + Words.number(objective * 100)
              + "% allows";
      default -> threshold.text();
    };
  }

  String windowText() {
    return Words.span(window);
  }
}
