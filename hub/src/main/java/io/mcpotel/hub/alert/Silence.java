// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import java.time.Instant;
import java.util.Map;

/**
 * Nobody is told of these alerts until then.
 *
 * @param rule its name, or null for all of them
 * @param match labels and their values, in which {@code *} is any text
 */
record Silence(
    String id,
    String rule,
    Map<String, String> match,
    Instant created,
    Instant until,
    String reason,
    String by) {

  boolean fits(Alert alert, Instant now) {
    return until.isAfter(now)
        && (rule == null || rule.equals(alert.rule()))
        && Match.of(match).fits(alert.labels());
  }
}
