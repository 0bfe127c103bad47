// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.vitals.health;

import io.mcpotel.agent.vitals.JsonText;
import io.mcpotel.agent.vitals.RuleStatus;
import io.mcpotel.agent.vitals.ToolStats;
import io.mcpotel.agent.vitals.Vitals;
import io.mcpotel.agent.vitals.WindowStats;
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
  String of(Vitals vitals, boolean tools) {
    JsonText json = new JsonText().begin(null, '{');
    json.put("timestamp", time(vitals.epochMillis()));
    json.put("state", vitals.state().word());
    json.put("reason", vitals.reason());
    json.put("since", time(vitals.stateSinceMillis()));
    json.put("uptime_seconds", vitals.uptimeNanos(), SECOND);
    json.put("requests_total", vitals.requests());
    json.put("errors_total", vitals.errors());
    json.begin("windows", '{');
    put("1m", vitals.oneMinute(), json);
    put("5m", vitals.fiveMinutes(), json);
    put("10m", vitals.tenMinutes(), json);
    json.end('}');
    json.put("sessions", vitals.sessions());
    json.put("open_requests", vitals.openRequests());
    json.put("oldest_request_seconds", vitals.oldestRequestNanos(), SECOND);
    json.put("last_success_seconds", vitals.sinceSuccessNanos(), SECOND);
    json.put("registered_tools", vitals.registeredTools());
    json.begin("rules", '[');
    vitals.rules().forEach(rule -> put(rule, json));
    json.end(']');
    if (tools) {
      json.begin("tools", '[');
      vitals.tools().forEach(tool -> put(tool, json));
      json.end(']');
    }
    json.begin("server", '{');
    json.put("name", vitals.serverName()).put("version", vitals.serverVersion()).end('}');
    json.put("pid", ProcessHandle.current().pid());
    json.put("agent_version", agentVersion);
    json.begin("sdk_versions", '[');
    vitals.sdkVersions().forEach(version -> json.put(null, version));
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
