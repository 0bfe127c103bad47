// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The time of day, in nanoseconds since 1970. */
public final class Epoch {

  private Epoch() {}

  public static long now() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
