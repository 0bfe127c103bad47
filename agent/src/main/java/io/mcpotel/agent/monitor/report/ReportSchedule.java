// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.report;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.http.HttpReply;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long to wait for the next report, after what became of the last one. A hub that takes none is
 * asked more and more seldom, or when it says. What is wrong is logged once, and when it is over.
 */
final class ReportSchedule {

  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Nobody who is to hear of a hung server wants to wait longer, whatever a hub asks for. */
  private static final Duration MOST_ASKED = Duration.ofHours(1);

  private static final int MOST_DOUBLINGS = 20;

  /**
   * The same trouble is logged again after this: one that comes and goes is not logged each time.
   */
  private static final long LOGGED_NANOS = TimeUnit.HOURS.toNanos(1);

  private final Duration interval;
  private final Duration longest;
  private final String hub;
  private final boolean hasToken;

  private final Map<String, Long> reported = new HashMap<>();
  private boolean hasToTellTheEnd;
  private int failures;
  private volatile long pausedUntil = System.nanoTime();

  /**
   * Makes one.
   *
   * @param hub where it is, as it may be printed
   * @param hasToken whether it is sent one
   */
  ReportSchedule(Duration interval, String hub, boolean hasToken) {
    this.interval = interval;
    this.longest = interval.compareTo(LONGEST) > 0 ? interval : LONGEST;
    this.hub = hub;
    this.hasToken = hasToken;
  }

  /** Whether the hub has said that it wants to hear nothing now. */
  boolean isToLeaveAlone() {
    return System.nanoTime() - pausedUntil < 0;
  }

  Duration after(HttpReply reply) {
    if (reply.isSuccess()) {
      failures = 0;
      if (hasToTellTheEnd) {
        hasToTellTheEnd = false;
        AgentLog.line("reports reach " + hub + " again.");
      }
      return interval;
    }
    String trouble = hub + " answered a report with " + reply.status() + why(reply.status());
    if (reply.retryAfter() == null) {
      log(trouble, "reports go on in growing pauses, of " + inWords(longest) + " at most");
      return growing();
    }
    Duration asked = shorter(reply.retryAfter(), MOST_ASKED);
    pausedUntil = System.nanoTime() + asked.toNanos();
    Duration pause = asked.compareTo(interval) > 0 ? asked : interval;
    log(trouble, "the next report goes in " + inWords(pause) + ", for it asks for a pause");
    failures++;
    return pause;
  }

  Duration after(Exception failure) {
    log(
        "reports do not reach " + hub + ": " + AgentLog.words(failure),
        "they go on in growing pauses, of " + inWords(longest) + " at most");
    return growing();
  }

  private Duration growing() {
    failures++;
    long factor = 1L << Math.min(failures, MOST_DOUBLINGS);
    return interval.compareTo(longest.dividedBy(factor)) > 0
        ? longest
        : interval.multipliedBy(factor);
  }

  private void log(String trouble, String next) {
    Long before = reported.get(trouble);
    long now = System.nanoTime();
    if (before != null && now - before < LOGGED_NANOS) {
      return;
    }
    reported.put(trouble, now);
    hasToTellTheEnd = true;
    AgentLog.line(trouble + "; " + next + ". What is not sent is in the totals of a later one.");
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private String why(int status) {
    return switch (status) {
      case 401, 403 ->
          hasToken
              ? " (it does not accept report.token, or MCP_MONITORING_TOKEN)"
              : " (it wants report.token, or MCP_MONITORING_TOKEN, and none is set)";
      case 301, 302, 303, 307, 308 -> " (redirects are not followed: set report.endpoint)";
      case 404, 405 -> " (is report.endpoint right?)";
      case 429 -> " (too many)";
      default -> "";
    };
  }

  private static String inWords(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + " min" : seconds + " s";
  }
}
