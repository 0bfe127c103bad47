// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a server counts as ill. A rule that is off is null.
 *
 * @param patience how old an unanswered request gets until it counts against the server
 * @param longRunning patterns of the tools that may take longer
 * @param errorRate how many requests of a hundred may fail
 * @param p95 what 95 requests of 100 must not exceed, in nanoseconds
 * @param unresponsive at how many checks in a row, spread over the time, nothing has been answered
 * @param minRequests how many requests there must be in the time for the first two to count
 */
public record HealthRules(
    Duration patience,
    List<String> longRunning,
    Rule errorRate,
    Rule p95,
    Rule unresponsive,
    int minRequests) {

  private static final Pattern RULE = Pattern.compile("([^/]+)/([^/]+)");
  private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?) *%");
  private static final Pattern CHECKS = Pattern.compile("\\d{1,2}");
  private static final long SECOND = 1_000_000_000L;
  private static final long SHORTEST = 10 * SECOND;
  private static final long LONGEST = 600 * SECOND;
  private static final String OF_10_MINUTES = ", of the last 10s to 10m";

  /**
   * One rule.
   *
   * @param text as it is configured
   * @param most what must not be exceeded; for the checks, how many of them
   * @param window of the last how much time
   */
  public record Rule(String text, double most, Duration window) {}

  static HealthRules from(OwnProperties properties) {
    return new HealthRules(
        properties.duration(Property.HEALTH_PATIENCE, "10s"),
        properties.list(Property.HEALTH_LONG_RUNNING),
        properties.rule(
            Property.ALERT_ERROR_RATE,
            HealthRules::errorRate,
            "off, or a share and a time such as 5%/5m" + OF_10_MINUTES,
            "5%/5m"),
        properties.rule(
            Property.ALERT_P95,
            HealthRules::p95,
            "off, or two times such as 2s/10m" + OF_10_MINUTES,
            "2s/10m"),
        properties.rule(
            Property.ALERT_UNRESPONSIVE,
            HealthRules::unresponsive,
            "off, or a number of checks and a time such as 3/1m, from 1 to 99 within 1s to 1h",
            "3/1m"),
        properties.number(Property.ALERT_MIN_REQUESTS, "20"));
  }

  /** The rule in these words, or null where they are none. */
  static Rule errorRate(String text) {
    Matcher parts = RULE.matcher(text);
    Matcher share = parts.matches() ? SHARE.matcher(parts.group(1).trim()) : null;
    if (share == null || !share.matches() || Double.parseDouble(share.group(1)) >= 100) {
      return null;
    }
    return rule(text, Double.parseDouble(share.group(1)) / 100, nanos(parts), SHORTEST, LONGEST);
  }

  /** Likewise. */
  static Rule p95(String text) {
    Matcher parts = RULE.matcher(text);
    long most = parts.matches() ? Quantity.DURATION.of(parts.group(1).trim()) : 0;
    return most <= 0 || most == Quantity.NEVER
        ? null
        : rule(text, most, nanos(parts), SHORTEST, LONGEST);
  }

  /** Likewise. */
  static Rule unresponsive(String text) {
    Matcher parts = RULE.matcher(text);
    if (!parts.matches() || !CHECKS.matcher(parts.group(1).trim()).matches()) {
      return null;
    }
    int checks = Integer.parseInt(parts.group(1).trim());
    return checks == 0 ? null : rule(text, checks, nanos(parts), SECOND, 3_600 * SECOND);
  }

  private static long nanos(Matcher parts) {
    return Quantity.DURATION.of(parts.group(2).trim());
  }

  private static Rule rule(String text, double most, long nanos, long least, long longest) {
    return nanos < least || nanos > longest ? null : new Rule(text, most, Duration.ofNanos(nanos));
  }
}
