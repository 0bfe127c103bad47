// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import java.util.List;

/**
 * How the MCP servers of this JVM are at one moment. What is not known is null, or -1.
 *
 * @param epochMillis when that was
 * @param state the worst of all its servers
 * @param reason why, in a sentence for people
 * @param stateSinceMillis since when it is in this state, in milliseconds since 1970
 * @param uptimeNanos how long the JVM has run
 * @param requests how many requests were answered since the start
 * @param errors how many of them failed
 * @param oneMinute the last minute
 * @param fiveMinutes the last five
 * @param tenMinutes the last ten
 * @param sessions how many sessions are open
 * @param openRequests how many requests are not yet answered
 * @param oldestRequestNanos the age of the oldest of them
 * @param sinceSuccessNanos the time since a request was last answered without an error
 * @param registeredTools how many tools the servers have on offer
 * @param tools the tools that were called, the most called first, at most 100
 * @param rules what each alert rule says
 * @param serverName what the server calls itself, as it may be exported
 * @param serverVersion its release, likewise
 * @param sdkVersions the releases of the MCP SDK
 * @param catalogHash what tells one catalogue of tools from another
 */
public record ServerHealth(
    long epochMillis,
    ServerState state,
    String reason,
    long stateSinceMillis,
    long uptimeNanos,
    long requests,
    long errors,
    WindowStats oneMinute,
    WindowStats fiveMinutes,
    WindowStats tenMinutes,
    int sessions,
    int openRequests,
    long oldestRequestNanos,
    long sinceSuccessNanos,
    int registeredTools,
    List<ToolStats> tools,
    List<RuleStatus> rules,
    String serverName,
    String serverVersion,
    List<String> sdkVersions,
    String catalogHash) {}
