// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * The whole hours and days (UTC) of a range, for which the store has sums. What is before and after
 * them is added up of single operations.
 */
record WholeHours(Instant from, Instant daysFrom, Instant daysTo, Instant to) {

  static WholeHours of(Instant from, Instant to) {
    Instant first = ceiling(from, ChronoUnit.HOURS);
    Instant last = to.truncatedTo(ChronoUnit.HOURS);
    if (!first.isBefore(last)) {
      return new WholeHours(to, to, to, to);
    }
    Instant firstDay = ceiling(first, ChronoUnit.DAYS);
    Instant lastDay = last.truncatedTo(ChronoUnit.DAYS);
    return firstDay.isBefore(lastDay)
        ? new WholeHours(first, firstDay, lastDay, last)
        : new WholeHours(first, last, last, last);
  }

  void addTo(Map<String, Object> parameters) {
    parameters.put("hours_from", from);
    parameters.put("days_from", daysFrom);
    parameters.put("days_to", daysTo);
    parameters.put("hours_to", to);
  }

  private static Instant ceiling(Instant time, ChronoUnit unit) {
    Instant floor = time.truncatedTo(unit);
    return floor.equals(time) ? time : floor.plus(1, unit);
  }
}
