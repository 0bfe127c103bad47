// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import java.time.Duration;

/**
 * What is measured beyond the durations that the conventions name.
 *
 * @param all whether anything is
 * @param idleAfter how long a session has no traffic until it counts as idle, or {@link #NEVER}
 * @param stuckAfter how old an unanswered request gets until it counts as stuck, or {@link #NEVER}
 * @param maxNames how many tools, prompts, clients and servers metrics tell apart, of each
 */
public record Measuring(boolean all, Duration idleAfter, Duration stuckAfter, int maxNames) {

  /** What a duration is that is off: the longest that nanoseconds can tell. */
  public static final Duration NEVER = Duration.ofNanos(Quantity.NEVER);

  /** How much is measured. */
  private enum Extent {
    BASIC,
    FULL
  }

  static Measuring from(OwnProperties properties, Settings.Mode mode) {
    boolean full = properties.one(Property.METRICS, Extent.FULL) == Extent.FULL;
    return new Measuring(
        full && mode != Settings.Mode.PROPAGATION,
        properties.duration(Property.IDLE_AFTER, "5m"),
        properties.duration(Property.STUCK_AFTER, "60s"),
        properties.number(Property.MAX_NAMES, "500"));
  }
}
