// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import static io.mcpotel.hub.alert.Label.CLIENT;
import static io.mcpotel.hub.alert.Label.INSTANCE;
import static io.mcpotel.hub.alert.Label.SERVICE;
import static io.mcpotel.hub.alert.Label.TOOL;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a rule can watch, and what goes without saying of such a rule. */
public enum Kind {
  ERROR_RATE(
      "mcp_error_rate_spike",
      Threshold.percent(5),
      Duration.ofMinutes(5),
      20,
      Severity.WARNING,
      List.of(SERVICE, INSTANCE),
      List.of(SERVICE, INSTANCE, TOOL, CLIENT)),
  P95(
      "mcp_p95_latency_exceeds",
      Threshold.millis(2_000),
      Duration.ofMinutes(10),
      20,
      Severity.WARNING,
      List.of(SERVICE, INSTANCE),
      List.of(SERVICE, INSTANCE, TOOL, CLIENT)),
  UNRESPONSIVE(
      "mcp_server_unresponsive",
      Threshold.failures(3),
      Duration.ofMinutes(1),
      0,
      Severity.CRITICAL,
      List.of(SERVICE, INSTANCE),
      List.of(SERVICE, INSTANCE)),
  /** Of what an objective allows to fail, so many times too much does. */
  BURN_RATE(
      "mcp_error_budget_burn",
      Threshold.count(14.4),
      Duration.ofHours(1),
      100,
      Severity.CRITICAL,
      List.of(SERVICE),
      List.of(SERVICE, INSTANCE, TOOL, CLIENT)),
  /** Nothing was asked of what should be asked something. */
  ABSENT(
      "mcp_absent",
      Threshold.count(1),
      Duration.ofMinutes(15),
      0,
      Severity.WARNING,
      List.of(SERVICE),
      List.of(SERVICE, INSTANCE, TOOL, CLIENT)),
  /** A tool is otherwise than it was when it was shown. */
  TOOL_DRIFT(
      "mcp_tool_changed",
      Threshold.count(1),
      Duration.ofMinutes(15),
      0,
      Severity.WARNING,
      List.of(SERVICE, TOOL),
      List.of(SERVICE, INSTANCE, TOOL)),
  REJECTED(
      "mcp_messages_rejected",
      Threshold.count(20),
      Duration.ofMinutes(15),
      0,
      Severity.WARNING,
      List.of(SERVICE, INSTANCE),
      List.of(SERVICE, INSTANCE));

  private final String usualName;
  private final Threshold threshold;
  private final Duration window;
  private final int minRequests;
  private final Severity severity;
  private final List<Label> by;
  private final List<Label> labels;

  Kind(
      String usualName,
      Threshold threshold,
      Duration window,
      int minRequests,
      Severity severity,
      List<Label> by,
      List<Label> labels) {
    this.usualName = usualName;
    this.threshold = threshold;
    this.window = window;
    this.minRequests = minRequests;
    this.severity = severity;
    this.by = by;
    this.labels = labels;
  }

  /** A rule of this kind with nothing but what goes without saying, and no action. */
  public Rule usual() {
    return new Rule(
        usualName,
        this,
        threshold,
        window,
        window.dividedBy(12),
        Double.NaN,
        Duration.ZERO,
        // A rate that goes up and down at its limit is one alert, and not one each time.
        this == ERROR_RATE || this == P95 ? Duration.ofMinutes(1) : Duration.ZERO,
        Match.ALL,
        by,
        minRequests,
        severity,
        List.of());
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What rules of this kind can match and be grouped by. */
  public List<Label> labels() {
    return labels;
  }

  /** The kind of a rule that has this name and says of no kind. */
  public static Optional<Kind> usuallyNamed(String name) {
    return Arrays.stream(values()).filter(kind -> kind.usualName.equals(name)).findFirst();
  }

  public static Optional<Kind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
  }

  /** Those that are on without being asked for. */
  public static List<Kind> alwaysOn() {
    return List.of(ERROR_RATE, P95, UNRESPONSIVE);
  }

  /** Whether it is over as soon as there is nothing to measure. */
  boolean endsWithoutData() {
    return this != UNRESPONSIVE;
  }
}
