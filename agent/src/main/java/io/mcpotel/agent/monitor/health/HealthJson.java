// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.health;

import io.mcpotel.agent.monitor.JsonText;
import io.mcpotel.agent.monitor.RuleStatus;
import io.mcpotel.agent.monitor.ServerHealth;
import io.mcpotel.agent.monitor.ToolStats;
import io.mcpotel.agent.monitor.WindowStats;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * How a server is, in JSON for supervisors and people; {@code docs/health.md} tells what is in it.
 */
final class HealthJson {

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final String agentVersion;

  HealthJson(String agentVersion) {
    this.agentVersion = agentVersion;
  }

  /**
   * All there is to say.
   *
   * @param tools whether of each tool, too
   */
  String of(ServerHealth serverHealth, boolean tools) {
    JsonText json = new JsonText().begin(null, '{');
    json.put("timestamp", time(serverHealth.epochMillis()));
    json.put("state", serverHealth.state().word());
    json.put("reason", serverHealth.reason());
    json.put("since", time(serverHealth.stateSinceMillis()));
    json.put("uptime_seconds", serverHealth.uptimeNanos(), SECOND);
    json.put("requests_total", serverHealth.requests());
    json.put("errors_total", serverHealth.errors());
    json.begin("windows", '{');
    put("1m", serverHealth.oneMinute(), json);
    put("5m", serverHealth.fiveMinutes(), json);
    put("10m", serverHealth.tenMinutes(), json);
    json.end('}');
    json.put("sessions", serverHealth.sessions());
    json.put("open_requests", serverHealth.openRequests());
    json.put("oldest_request_seconds", serverHealth.oldestRequestNanos(), SECOND);
    json.put("last_success_seconds", serverHealth.sinceSuccessNanos(), SECOND);
    json.put("registered_tools", serverHealth.registeredTools());
    json.begin("rules", '[');
    serverHealth.rules().forEach(rule -> put(rule, json));
    json.end(']');
    if (tools) {
      json.begin("tools", '[');
      serverHealth.tools().forEach(tool -> put(tool, json));
      json.end(']');
    }
    json.begin("server", '{');
    json.put("name", serverHealth.serverName())
        .put("version", serverHealth.serverVersion())
        .end('}');
    json.put("pid", ProcessHandle.current().pid());
    json.put("agent_version", agentVersion);
    json.begin("sdk_versions", '[');
    serverHealth.sdkVersions().forEach(version -> json.put(null, version));
    return json.end(']').end('}') + "\n";
  }

  private static void put(String name, WindowStats window, JsonText json) {
    json.begin(name, '{').put("requests", window.requests()).put("errors", window.errors());
    percentiles(window.p50(), window.p95(), window.p99(), json);
    json.end('}');
  }

  private static void put(ToolStats tool, JsonText json) {
    json.begin(null, '{').put("name", tool.name());
    json.put("requests", tool.requests()).put("errors", tool.errors());
    percentiles(tool.p50(), tool.p95(), tool.p99(), json);
    json.end('}');
  }

  private static void percentiles(long p50, long p95, long p99, JsonText json) {
    json.put("p50_ms", p50, MILLI).put("p95_ms", p95, MILLI).put("p99_ms", p99, MILLI);
  }

  private static void put(RuleStatus rule, JsonText json) {
    json.begin(null, '{').put("rule", rule.rule()).put("firing", rule.firing());
    json.put("since", time(rule.sinceMillis())).put("value", rule.value());
    json.put("threshold", rule.threshold()).put("summary", rule.summary()).end('}');
  }

  private static String time(long epochMillis) {
    return epochMillis < 0 ? null : Instant.ofEpochMilli(epochMillis).toString();
  }
}
