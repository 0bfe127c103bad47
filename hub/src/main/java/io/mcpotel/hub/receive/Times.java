// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import java.time.Duration;
import java.time.Instant;

/** Which times are believed. */
final class Times {

  static final Duration FUTURE = Duration.ofDays(1);
  static final Duration PAST = Duration.ofDays(30);

  private final Instant now;

  Times(Instant now) {
    this.now = now;
  }

  long nowMicros() {
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  /** Microseconds of the first of these that says something, else of now. */
  long micros(long... unixNanos) throws Unusable {
    for (long nanos : unixNanos) {
      if (nanos != 0) {
        return checked(Instant.ofEpochSecond(0, 0), nanos);
      }
    }
    return nowMicros();
  }

  long micros(Instant time) throws Unusable {
    if (time.isAfter(now.plus(FUTURE)) || time.isBefore(now.minus(PAST))) {
      throw new Unusable(
          "its time " + time + " is more than a day ahead of the hub's or 30 days behind it");
    }
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }

  private long checked(Instant epoch, long nanos) throws Unusable {
    return micros(
        epoch
            .plusSeconds(Long.divideUnsigned(nanos, 1_000_000_000))
            .plusNanos(Long.remainderUnsigned(nanos, 1_000_000_000)));
  }
}
