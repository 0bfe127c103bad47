// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What there is to say of a rule and of one server, tool or client. All text of others in it is on
 * one line.
 *
 * @param since since when it is in this state, or was firing
 * @param until when it was over, or null
 * @param value what was measured, in the words of the rule
 * @param threshold what it must not exceed
 * @param server what the MCP server calls itself, or null
 */
public record Alert(
    String rule,
    Kind kind,
    Severity severity,
    State state,
    Instant since,
    Instant until,
    double number,
    String value,
    String threshold,
    String window,
    String summary,
    Map<String, String> labels,
    String server,
    List<Tool> tools,
    boolean isTest) {

  /** How far it is. */
  public enum State {
    /** It is so, but not for long enough. */
    PENDING,
    FIRING,
    RESOLVED;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What became of the calls of a tool within the window. */
  public record Tool(String name, long requests, long errors, Double p95Ms) {}

  static Alert of(Rule rule, Measured measured, State state, Instant since) {
    return new Alert(
        rule.name(),
        rule.kind(),
        rule.severity(),
        state,
        since,
        null,
        measured.value(),
        measured.text(),
        rule.thresholdText(),
        rule.windowText(),
        measured.summary(),
        measured.labels(),
        measured.server(),
        List.of(),
        false);
  }

  /** One that says that the receiver is reached, and nothing else. */
  static Alert test(Rule rule, State state, Instant now) {
    return new Alert(
        rule.name(),
        rule.kind(),
        Severity.INFO,
        state,
        now,
        state == State.RESOLVED ? now : null,
        0,
        "0",
        rule.thresholdText(),
        rule.windowText(),
        "somebody tries whether messages of this rule arrive; nothing is wrong",
        Map.of(Label.SERVICE.text(), "test", Label.INSTANCE.text(), "test"),
        null,
        List.of(),
        true);
  }

  public Alert resolved(Instant when, String now) {
    return new Alert(
        rule,
        kind,
        severity,
        State.RESOLVED,
        since,
        when,
        number,
        value,
        threshold,
        window,
        now,
        labels,
        server,
        tools,
        isTest);
  }

  Alert with(List<Tool> worst) {
    return new Alert(
        rule, kind, severity, state, since, until, number, value, threshold, window, summary,
        labels, server, worst, isTest);
  }

  public boolean isFiring() {
    return state == State.FIRING;
  }

  /** The same in all that is told of one rule and one server, tool or client. */
  public String key() {
    StringBuilder key = new StringBuilder(rule);
    for (Label label : Label.values()) {
      String value = labels.get(label.text());
      if (value != null) {
        boolean isPlace = label == Label.SERVICE || label == Label.INSTANCE;
        key.append('/').append(isPlace ? "" : label.text() + "=").append(escaped(value));
      }
    }
    return key.toString();
  }

  public String service() {
    return labels.getOrDefault(Label.SERVICE.text(), "");
  }

  public String instance() {
    return labels.getOrDefault(Label.INSTANCE.text(), "");
  }

  /** A few words for people. */
  public String title() {
    if (isTest) {
      return "MCP server: this is a test";
    }
    String what =
        switch (kind) {
          case ERROR_RATE, BURN_RATE -> "too many errors";
          case P95 -> "too slow";
          case UNRESPONSIVE -> "unresponsive";
          case ABSENT -> "not used";
          case TOOL_DRIFT -> "a tool has changed";
          case REJECTED -> "turns messages away";
        };
    return "MCP server: " + (isFiring() ? "" : "no longer: ") + what;
  }

  /** What to look at. */
  public String lookAt() {
    return switch (kind) {
      case ERROR_RATE, BURN_RATE ->
          "the operations with an error_type, and the traces of the tools named here";
      case P95 ->
          "the longest operations of the tools named here, and whether they work or wait"
              + " (handler_wait_ms)";
      case UNRESPONSIVE ->
          "whether the process is there, its last state, and its records mcp.stuck";
      case ABSENT -> "whether its clients are there, and whether they reach it";
      case TOOL_DRIFT -> "what the tool says of itself now, and who released it";
      case REJECTED -> "which client's messages are rejected, and why";
    };
  }

  /** From when on, and until when. */
  public String times() {
    return "since "
        + Words.shortTime(since)
        + (until == null ? "" : ", until " + Words.shortTime(until));
  }

  /** What was measured, and what it must not exceed. */
  public String numbers() {
    return value + ", limit " + threshold + " within " + window;
  }

  /** So that no name makes two keys the same. */
  private static String escaped(String name) {
    return name.replace("%", "%25").replace("/", "%2F").replace("=", "%3D");
  }
}
