// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mcpotel.agent.doctor.Finding;
import io.mcpotel.agent.monitor.Identity;
import io.mcpotel.agent.monitor.JsonText;
import io.mcpotel.agent.monitor.RuleStatus;
import io.mcpotel.agent.monitor.ServerHealth;
import io.mcpotel.agent.monitor.ToolStats;
import io.mcpotel.agent.monitor.WindowStats;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What a hub gets; {@code docs/report.schema.json} says what is in it. Of the six metrics, which
 * every hub expects, one that is not known is null; of all else it is left out.
 */
final class ReportBody {

  static final int MOST_TOOLS = 100;

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final double MEGABYTE = 1 << 20;

  private final Identity identity;
  private final Duration interval;
  private final Supplier<List<Finding>> findings;

  /**
   * Makes one.
   *
   * @param interval how often there is a report, by which the hub knows that one is missing, or
   *     null where there is a last one only
   * @param findings what the doctor would say of this JVM, fit for a hub
   */
  ReportBody(Identity identity, Duration interval, Supplier<List<Finding>> findings) {
    this.identity = identity;
    this.interval = interval;
    this.findings = findings;
  }

  /**
   * The body in UTF-8.
   *
   * @param memory how many bytes the JVM uses, or -1
   * @param last whether there will be no other
   */
  byte[] of(ServerHealth serverHealth, long memory, boolean last) {
    JsonText json = new JsonText().begin(null, '{');
    json.put("server_id", identity.serverId());
    json.put("timestamp", time(serverHealth.epochMillis()));
    json.begin("metrics", '{');
    json.put("requests_total", serverHealth.requests());
    json.put("errors_total", serverHealth.errors());
    json.put("latency_p95_ms", wholeMillis(serverHealth.tenMinutes().p95()));
    json.put("active_tools", serverHealth.registeredTools());
    json.put("memory_mb", memory < 0 ? -1 : Math.round(memory / MEGABYTE));
    json.put("uptime_seconds", serverHealth.uptimeNanos() / SECOND);
    json.end('}').begin("mcp", '{');
    details(serverHealth, last, json);
    return json.end('}').end('}').toString().getBytes(UTF_8);
  }

  private void details(ServerHealth serverHealth, boolean last, JsonText json) {
    if (last) {
      json.put("final", true);
    }
    if (interval != null) {
      json.put("interval_seconds", interval.toNanos(), SECOND);
    }
    json.put("state", serverHealth.state().word());
    known("reason", serverHealth.reason(), json);
    if (serverHealth.stateSinceMillis() >= 0) {
      json.put("since", time(serverHealth.stateSinceMillis()));
    }
    json.begin("windows", '{');
    put("1m", serverHealth.oneMinute(), json);
    put("5m", serverHealth.fiveMinutes(), json);
    put("10m", serverHealth.tenMinutes(), json);
    json.end('}');
    if (serverHealth.sessions() >= 0) {
      json.put("sessions", serverHealth.sessions());
    }
    if (serverHealth.openRequests() >= 0) {
      json.put("open_requests", serverHealth.openRequests());
    }
    known("oldest_request_seconds", serverHealth.oldestRequestNanos(), SECOND, json);
    known("last_success_seconds", serverHealth.sinceSuccessNanos(), SECOND, json);
    json.begin("tools", '[');
    serverHealth.tools().stream().limit(MOST_TOOLS).forEach(tool -> put(tool, json));
    json.end(']').begin("rules", '[');
    serverHealth.rules().forEach(rule -> put(rule, json));
    json.end(']').begin("doctor", '[');
    findings.get().forEach(finding -> put(finding, json));
    json.end(']');
    who(serverHealth, json);
  }

  private void who(ServerHealth serverHealth, JsonText json) {
    named("server", serverHealth.serverName(), "version", serverHealth.serverVersion(), json);
    named("service", identity.serviceName(), "instance", identity.instanceInTelemetry(), json);
    known("host", identity.host(), json);
    json.put("pid", identity.processId());
    known("agent_version", identity.agentVersion(), json);
    json.begin("sdk_versions", '[');
    List<String> versions = serverHealth.sdkVersions();
    versions.forEach(version -> json.put(null, version));
    json.end(']');
    known("catalog_hash", serverHealth.catalogHash(), json);
  }

  private static void named(String member, String name, String more, String value, JsonText json) {
    if (name != null || value != null) {
      json.begin(member, '{');
      known("name", name, json);
      known(more, value, json);
      json.end('}');
    }
  }

  private static void put(String name, WindowStats window, JsonText json) {
    json.begin(name, '{').put("requests", window.requests()).put("errors", window.errors());
    latencies(window.p50(), window.p95(), window.p99(), json);
    json.end('}');
  }

  private static void put(ToolStats tool, JsonText json) {
    json.begin(null, '{').put("name", tool.name());
    json.put("requests", tool.requests()).put("errors", tool.errors());
    latencies(tool.p50(), tool.p95(), tool.p99(), json);
    json.end('}');
  }

  private static void put(RuleStatus rule, JsonText json) {
    json.begin(null, '{').put("rule", rule.rule()).put("firing", rule.firing());
    if (rule.sinceMillis() >= 0) {
      json.put("since", time(rule.sinceMillis()));
    }
    known("value", rule.value(), json);
    known("threshold", rule.threshold(), json);
    known("summary", rule.summary(), json);
    json.end('}');
  }

  private static void put(Finding finding, JsonText json) {
    json.begin(null, '{').put("ok", finding.good()).put("about", finding.about());
    json.put("text", finding.text());
    known("todo", finding.todo().isEmpty() ? null : finding.todo(), json);
    json.end('}');
  }

  private static void latencies(long p50, long p95, long p99, JsonText json) {
    known("p50_ms", p50, MILLI, json);
    known("p95_ms", p95, MILLI, json);
    known("p99_ms", p99, MILLI, json);
  }

  private static void known(String name, String value, JsonText json) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static void known(String name, long nanos, long nanosOfUnit, JsonText json) {
    if (nanos >= 0) {
      json.put(name, nanos, nanosOfUnit);
    }
  }

  /** Up, for 95 of 100 did not exceed it, and what took any time did not take none. */
  private static long wholeMillis(long nanos) {
    return nanos < 0 ? -1 : (nanos + MILLI - 1) / MILLI;
  }

  private static String time(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
