// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.alert;

import io.mcpotel.agent.monitor.RuleStatus;
import io.mcpotel.agent.monitor.ToolStats;
import java.util.List;

/**
 * What somebody is to be told of a rule. All text of others in it is on one line.
 *
 * @param rule its name
 * @param state whether it fires
 * @param sinceMillis since when it fires, or fired
 * @param endMillis when it was over, or -1
 * @param value what was measured
 * @param threshold what it must not exceed, as it was configured: {@code 5%/5m}
 * @param summary what is wrong, or what has become of it, in a sentence for people
 * @param tools the worst ones, since the start
 * @param server what it calls itself, or null
 */
record Alert(
    String rule,
    State state,
    long sinceMillis,
    long endMillis,
    String value,
    String threshold,
    String summary,
    List<ToolStats> tools,
    String server) {

  /** What it is about a rule that is sent. */
  enum State {
    FIRING("firing"),
    RESOLVED("resolved"),
    /** The JVM ends while it fires. */
    ENDED("resolved");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** As it is written. */
    String word() {
      return word;
    }
  }

  boolean isFiring() {
    return state == State.FIRING;
  }

  /** The same, when it is no more. */
  Alert over(State how, long millis, String words) {
    return new Alert(rule, how, sinceMillis, millis, value, threshold, words, tools, server);
  }

  /** A few words for people. */
  String title() {
    String what =
        switch (rule) {
          case RuleStatus.ERROR_RATE -> "too many errors";
          case RuleStatus.P95 -> "too slow";
          case RuleStatus.UNRESPONSIVE -> "unresponsive";
          default -> rule;
        };
    return switch (state) {
      case FIRING -> "MCP server: " + what;
      case RESOLVED -> "MCP server: no longer " + what;
      case ENDED -> "MCP server: its JVM has ended (" + what + ")";
    };
  }

  /** How much it matters, in the words that Prometheus' users and PagerDuty have in common. */
  String severity() {
    return rule.equals(RuleStatus.UNRESPONSIVE) ? "critical" : "warning";
  }

  /** What must not be exceeded, without its window. */
  String limit() {
    int slash = threshold.indexOf('/');
    return slash < 0 ? threshold : threshold.substring(0, slash).trim();
  }

  /** The window alone, or null. */
  String window() {
    int slash = threshold.indexOf('/');
    return slash < 0 ? null : threshold.substring(slash + 1).trim();
  }

  /** What to look at. */
  String lookAt() {
    return switch (rule) {
      case RuleStatus.ERROR_RATE ->
          "the records mcp.operation with an error.type, and the spans of the tools named here";
      case RuleStatus.P95 ->
          "the longest spans of the tools named here, and whether their functions work or wait"
              + " (mcp.handler.wait)";
      case RuleStatus.UNRESPONSIVE ->
          "the records mcp.stuck, which show what the threads of open requests do, or a thread dump"
              + " (jcmd PID Thread.print)";
      default -> "how the server is";
    };
  }
}
