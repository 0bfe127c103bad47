// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.Health;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What becomes of records while they cannot be written: how many are lost, when to try again, and
 * the two lines of log about it.
 */
final class Outage {

  private static final long RETRY_MILLIS = 5_000;
  private static final long LOG_AGAIN_MILLIS = 10 * 60_000;

  private final String destination;
  private final Clock clock;
  private final AtomicLong lost = new AtomicLong();

  private boolean lasts;
  private boolean logged;
  private boolean everLogged;
  private long failedAt;
  private long loggedAt;
  private long loggedLost;

  Outage(String destination, Clock clock) {
    this.destination = destination;
    this.clock = clock;
  }

  /** Whether the last failure is too fresh for another try. */
  boolean isFresh() {
    return lasts && isWithin(RETRY_MILLIS, failedAt);
  }

  /** Counts records that were not written. */
  void lose(long records) {
    lost.addAndGet(records);
    Health.dropped(Health.LOGS, Health.FILE, records);
  }

  /** How many records were lost since the start. */
  long lost() {
    return lost.get();
  }

  /** It did not work. One that comes and goes is not logged each time. */
  void failed(String reason) {
    if (!lasts && !(everLogged && isWithin(LOG_AGAIN_MILLIS, loggedAt))) {
      AgentLog.line(
          "cannot write records to " + destination + ", they are lost until it works: " + reason);
      logged = true;
      everLogged = true;
      loggedAt = clock.millis();
    }
    lasts = true;
    failedAt = clock.millis();
  }

  /** It works. */
  void over() {
    lasts = false;
    if (logged) {
      logged = false;
      AgentLog.line("records are written to " + destination + " again, " + newlyLost());
    }
  }

  /** Nothing more is written, so what was not logged yet is logged now. */
  void end() {
    if (lost() > loggedLost) {
      AgentLog.line("records for " + destination + ": " + newlyLost());
    }
  }

  private String newlyLost() {
    long count = lost() - loggedLost;
    loggedLost = lost();
    return count + (count == 1 ? " was lost." : " were lost.");
  }

  /** A clock that was set back or forth ends the wait, rather than to make it a long one. */
  private boolean isWithin(long millis, long since) {
    return Math.abs(clock.millis() - since) < millis;
  }
}
