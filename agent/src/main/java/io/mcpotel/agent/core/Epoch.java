// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The time of day, in nanoseconds since 1970. */
public final class Epoch {

  private static final int MOST_TRIES = 5;
  private static final long CLOSE_NANOS = 20_000;

  private Epoch() {}

  public static long now() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  /**
   * When {@link System#nanoTime} was this. The two clocks are compared anew each time, as a
   * suspended or restored JVM changes what is between them, and more than once where this thread
   * has rested in between.
   */
  public static long at(long nanoTime) {
    long best = Long.MAX_VALUE;
    long epochMinusNanoTime = 0;
    for (int i = 0; i < MOST_TRIES && best > CLOSE_NANOS; i++) {
      long before = System.nanoTime();
      long now = now();
      long between = System.nanoTime() - before;
      if (between < best) {
        best = between;
        epochMinusNanoTime = now - before - between / 2;
      }
    }
    return epochMinusNanoTime + nanoTime;
  }
}
