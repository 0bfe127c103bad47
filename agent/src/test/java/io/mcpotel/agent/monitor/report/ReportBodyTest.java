// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.doctor.Finding;
import io.mcpotel.agent.monitor.Identity;
import io.mcpotel.agent.monitor.ServerHealth;
import io.mcpotel.agent.monitor.ServerState;
import io.mcpotel.agent.monitor.ToolStats;
import io.mcpotel.agent.monitor.WindowStats;
import io.mcpotel.agent.monitor.health.TestHealthSource;
import io.mcpotel.agent.record.Json;
import io.mcpotel.agent.record.RecordSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a hub is told, as {@code docs/report.schema.json} and {@code docs/report.md} have it. */
class ReportBodyTest {

  private static final long MEGABYTE = 1 << 20;

  /** 15 January 2024, 09:32:45.678 UTC. */
  private static final long THEN = 1_705_311_165_678L;

  private static final String EXAMPLE =
      """
      {"server_id": "mcp-prod-us-east-1", "timestamp": "2024-01-15T09:32:45Z",
       "metrics": {"requests_total": 45203, "errors_total": 23, "latency_p95_ms": 1840,
                   "active_tools": 8, "memory_mb": 256, "uptime_seconds": 864000}}
      """;

  private Map<?, ?> document;
  private RecordSchema schema;

  @BeforeEach
  void read() throws IOException {
    document = Json.parse(Files.readString(Path.of("../docs/report.schema.json")));
    schema = new RecordSchema(document);
  }

  private static Identity identity() {
    return Identity.of(null, "weather", "i-7", "host1", "1.0.0");
  }

  private static Map<?, ?> body(ServerHealth serverHealth, long memory, boolean last) {
    List<Finding> findings =
        List.of(
            Finding.bad("lost", "12 spans (export_failed)", "mend the endpoint"),
            Finding.good("agent", "release 1.0.0"));
    ReportBody body = new ReportBody(identity(), Duration.ofSeconds(15), () -> findings);
    byte[] json = body.of(serverHealth, memory, last);
    return Json.parse(new String(json, UTF_8));
  }

  private static ServerHealth full() {
    return with(
        TestHealthSource.at(THEN, ServerState.SLOW, "95 of 100 took up to 2.4s"),
        new WindowStats(Duration.ofMinutes(10), 40, 2, 1_500_000, 1_839_200_001, 2_000_000_000L),
        List.of(new ToolStats("forecast \"2\"\n", 30, 1, 5_000_000, 6_000_000, 7_000_000)));
  }

  private static ServerHealth with(
      ServerHealth serverHealth, WindowStats tenMinutes, List<ToolStats> tools) {
    return new ServerHealth(
        serverHealth.epochMillis(),
        serverHealth.state(),
        serverHealth.reason(),
        serverHealth.stateSinceMillis(),
        serverHealth.uptimeNanos(),
        serverHealth.requests(),
        serverHealth.errors(),
        serverHealth.oneMinute(),
        serverHealth.fiveMinutes(),
        tenMinutes,
        serverHealth.sessions(),
        serverHealth.openRequests(),
        serverHealth.oldestRequestNanos(),
        1_000_000_000L,
        serverHealth.registeredTools(),
        tools,
        serverHealth.rules(),
        serverHealth.serverName(),
        "2.0",
        serverHealth.sdkVersions(),
        serverHealth.catalogHash());
  }

  /** Of a server that nobody has asked anything. */
  private static ServerHealth unknown() {
    WindowStats none = new WindowStats(Duration.ofMinutes(10), 0, 0, -1, -1, -1);
    return new ServerHealth(
        THEN,
        ServerState.STARTING,
        null,
        -1,
        0,
        0,
        0,
        none,
        none,
        none,
        -1,
        -1,
        -1,
        -1,
        -1,
        List.of(),
        List.of(),
        null,
        null,
        List.of(),
        null);
  }

  private static Map<?, ?> part(Map<?, ?> object, String name) {
    return (Map<?, ?>) object.get(name);
  }

  private void refuses(Map<?, ?> body, String why) {
    assertNotEquals(List.of(), schema.violations(body), why);
  }

  private static Map<Object, Object> changed(Map<?, ?> body, String field, Object value) {
    Map<Object, Object> changed = new LinkedHashMap<>(body);
    changed.put(field, value);
    return changed;
  }

  @Test
  void theExampleThatEverybodyIsShownFits() {
    assertEquals(List.of(), schema.violations(Json.parse(EXAMPLE)));
  }

  @Test
  void aBodyHasTheMembersOfTheExampleInItsOrderAndMoreUnderMcpOnly() {
    Map<?, ?> body = body(full(), 256 * MEGABYTE, false);
    Map<?, ?> example = Json.parse(EXAMPLE);

    assertEquals(List.of("server_id", "timestamp", "metrics", "mcp"), List.copyOf(body.keySet()));
    assertEquals(
        List.copyOf(part(example, "metrics").keySet()),
        List.copyOf(part(body, "metrics").keySet()));
    assertEquals("2024-01-15T09:32:45Z", body.get("timestamp"));
    assertEquals("i-7", body.get("server_id"));
    assertEquals(
        Map.of(
            "requests_total", 40,
            "errors_total", 2,
            "latency_p95_ms", 1840,
            "active_tools", 5,
            "memory_mb", 256,
            "uptime_seconds", 61),
        part(body, "metrics"));
  }

  @Test
  void aFullBodyFitsAndHasEveryMemberOfTheSchema() {
    Map<?, ?> body = body(full(), 256 * MEGABYTE, true);

    assertEquals(List.of(), schema.violations(body));
    Map<?, ?> mcp = part(body, "mcp");
    assertEquals(members("mcp"), mcp.keySet());
    assertEquals(members("window"), part(part(mcp, "windows"), "1m").keySet());
    assertEquals(members("tool"), ((Map<?, ?>) ((List<?>) mcp.get("tools")).get(0)).keySet());
    assertEquals(members("rule"), ((Map<?, ?>) ((List<?>) mcp.get("rules")).get(0)).keySet());
    assertEquals(
        Map.of(
            "ok", false,
            "about", "lost",
            "text", "12 spans (export_failed)",
            "todo", "mend the endpoint"),
        ((List<?>) mcp.get("doctor")).get(0));
    assertEquals(members("finding"), ((Map<?, ?>) ((List<?>) mcp.get("doctor")).get(0)).keySet());
    assertFalse(((Map<?, ?>) ((List<?>) mcp.get("doctor")).get(1)).containsKey("todo"));
    assertEquals(members("server"), part(mcp, "server").keySet());
    assertEquals(members("service"), part(mcp, "service").keySet());
    assertEquals(12.345, part(part(mcp, "windows"), "1m").get("p99_ms"));
    assertEquals(15.0, mcp.get("interval_seconds"));
  }

  private Set<?> members(String definition) {
    return part(part(part(document, "$defs"), definition), "properties").keySet();
  }

  @Test
  void whatIsNotKnownIsNullAmongTheMetricsAndElsewhereLeftOut() {
    Map<?, ?> body = body(unknown(), -1, false);

    assertEquals(List.of(), schema.violations(body));
    Map<Object, Object> metrics = new LinkedHashMap<>(part(body, "metrics"));
    assertEquals(0, metrics.get("requests_total"));
    metrics.values().removeIf(value -> value != null);
    assertEquals(Set.of("latency_p95_ms", "active_tools", "memory_mb"), metrics.keySet());
    Set<Object> told = new LinkedHashSet<>(part(body, "mcp").keySet());
    assertEquals(
        Set.of(
            "interval_seconds",
            "state",
            "windows",
            "tools",
            "rules",
            "doctor",
            "service",
            "host",
            "pid",
            "agent_version",
            "sdk_versions"),
        told);
  }

  @Test
  void onlyTheLastOneSaysGoodbye() {
    assertEquals(true, part(body(full(), 1, true), "mcp").get("final"));
    assertFalse(part(body(full(), 1, false), "mcp").containsKey("final"));
  }

  @Test
  void aHundredToolsAreTold() {
    ToolStats tool = new ToolStats("t", 1, 0, 1, 1, 1);
    ServerHealth many = with(full(), full().tenMinutes(), Collections.nCopies(150, tool));

    Map<?, ?> body = body(many, 1, false);

    assertEquals(100, ((List<?>) part(body, "mcp").get("tools")).size());
    assertEquals(List.of(), schema.violations(body));
  }

  @Test
  void numbersAreWrittenTheSameInEveryLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(List.of(), schema.violations(body(full(), MEGABYTE, true)));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void wrongBodiesAreRefused() {
    Map<?, ?> body = body(full(), MEGABYTE, true);
    for (String field : List.of("server_id", "timestamp", "metrics")) {
      Map<Object, Object> without = new LinkedHashMap<>(body);
      without.remove(field);
      refuses(without, field);
    }
    for (Object field : part(body, "metrics").keySet()) {
      Map<Object, Object> metrics = new LinkedHashMap<>(part(body, "metrics"));
      metrics.remove(field);
      refuses(changed(body, "metrics", metrics), field + " is missing");
      metrics.put(field, "1");
      refuses(changed(body, "metrics", metrics), field + " is a text");
    }
    refuses(changed(body, "timestamp", "15 January"), "timestamp");
    refuses(changed(body, "more", 1), "more");
    for (Map.Entry<String, Object> wrong :
        Map.<String, Object>of(
                "state", "well",
                "final", false,
                "interval_seconds", 0,
                "sessions", -1,
                "tools", Map.of(),
                "host", 1,
                "unheard_of", 1)
            .entrySet()) {
      Map<Object, Object> mcp = changed(part(body, "mcp"), wrong.getKey(), wrong.getValue());
      refuses(changed(body, "mcp", mcp), wrong.toString());
    }
  }

  @Test
  void everyPartIsDescribed() {
    part(document, "$defs")
        .forEach(
            (name, definition) ->
                assertTrue(
                    ((Map<?, ?>) definition).get("description") instanceof String, "" + name));
  }
}
