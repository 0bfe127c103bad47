// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import java.time.Duration;
import java.time.Instant;

/** A range of time in equal parts, each of which begins at a multiple of their length. */
record Steps(long first, int count, long seconds) {

  static final int MOST = 2_000;
  private static final int USUAL = 120;
  private static final long[] USUAL_SECONDS = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400
  };

  /**
   * Cuts it.
   *
   * @param step null for one that makes a chart of the usual size
   */
  static Steps of(Instant from, Instant to, Duration step) throws BadParameter {
    long seconds = step == null ? usual(Duration.between(from, to).toSeconds()) : step.toSeconds();
    long first = Math.floorDiv(from.getEpochSecond(), seconds);
    long last = Math.floorDiv(to.minusNanos(1).getEpochSecond(), seconds);
    if (last - first >= MOST) {
      throw new BadParameter(
          "step makes "
              + (last - first + 1)
              + " points of this range, and "
              + MOST
              + " are the most");
    }
    return new Steps(first * seconds, (int) (last - first + 1), seconds);
  }

  /** The beginning of one of them. */
  long at(int index) {
    return first + index * seconds;
  }

  /** Which one begins then, or -1. */
  int index(Object epochSeconds) {
    long index = Math.floorDiv(((Number) epochSeconds).longValue() - first, seconds);
    return index >= 0 && index < count ? (int) index : -1;
  }

  private static long usual(long range) {
    for (long seconds : USUAL_SECONDS) {
      if (range / seconds <= USUAL) {
        return seconds;
      }
    }
    return range / USUAL;
  }
}
