// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/**
 * One way in which a server is heard regularly: how often, and when for the last time. One that
 * does not say how often is taken to come as seldom as it lately did.
 */
final class Channel {

  private static final int GAPS = 5;
  private static final int FEWEST_GAPS = 2;
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(5);

  private final Deque<Duration> gaps = new ArrayDeque<>();
  private Instant last;
  private Duration said;

  /** Whether this is news. */
  boolean heard(Instant at, Duration interval) {
    if (last != null && !at.isAfter(last)) {
      return false;
    }
    if (last != null) {
      gaps.addLast(Duration.between(last, at));
      if (gaps.size() > GAPS) {
        gaps.removeFirst();
      }
    }
    last = at;
    said = interval;
    return true;
  }

  Instant last() {
    return last;
  }

  /** Nothing while it is not known. */
  Duration interval() {
    if (said != null) {
      return said;
    }
    return gaps.size() < FEWEST_GAPS ? null : Collections.max(gaps);
  }

  /** Whether it can be said to be missing, so many times in a row, if it is. */
  boolean isRegular() {
    return last != null && interval() != null;
  }

  /** How often it is missing, for one who has listened since then. */
  long missed(Instant now, Instant listening) {
    Instant from = last.isAfter(listening) ? last : listening;
    Duration patience = max(interval().dividedBy(2), LEAST_PATIENCE);
    Duration late = Duration.between(from, now).minus(patience);
    return late.isNegative() ? 0 : late.toMillis() / Math.max(1, interval().toMillis());
  }

  /** Whether nothing was heard since then. */
  boolean isSilentSince(Instant listening) {
    return !last.isAfter(listening);
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
