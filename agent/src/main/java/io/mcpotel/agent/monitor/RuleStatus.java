// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

/**
 * What an alert rule says at one moment.
 *
 * @param rule its name, one of the constants
 * @param firing whether it fires
 * @param sinceMillis since when it fires, in milliseconds since 1970, or -1
 * @param value what was measured, in the words of the rule: {@code 12%}, {@code 2.4s}, {@code 3}
 * @param threshold what it must not exceed, as it was configured: {@code 5%/5m}
 * @param summary what is wrong, in a sentence for people
 */
public record RuleStatus(
    String rule, boolean firing, long sinceMillis, String value, String threshold, String summary) {

  public static final String ERROR_RATE = "mcp_error_rate_spike";
  public static final String P95 = "mcp_p95_latency_exceeds";
  public static final String UNRESPONSIVE = "mcp_server_unresponsive";
}
