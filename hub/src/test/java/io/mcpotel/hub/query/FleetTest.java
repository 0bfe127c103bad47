// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service of two instances, one of which fails and has another catalogue; and two others. */
class FleetTest {

  @TempDir static Path folder;
  private static AskedHub hub;

  @BeforeAll
  static void start() throws Exception {
    hub = new AskedHub(folder, Instant.now());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(call("a", 100 + i).set("service_version", "1").set("transport", "tcp"));
      rows.add(
          call("b", 100 + i)
              .set("service_version", "2")
              .set("trace_id", "0".repeat(31) + (i % 10))
              .set("error_type", i % 2 == 0 ? "tool_error" : null));
    }
    rows.add(
        report(
            "a",
            "\"state\":\"up\",\"reason\":\"all is well\",\"sessions\":4,"
                + "\"open_requests\":2,\"oldest_request_seconds\":1.5,\"catalog_hash\":\"x\","
                + "\"tools\":[{\"name\":\"look\"},{\"name\":\"never\"}],\"sdk_versions\":[\"2.1.0\"],"
                + "\"doctor\":[{\"ok\":false,\"about\":\"lost\",\"text\":\"12 spans\",\"todo\":\"mend it\"},"
                + "7,{\"ok\":true,\"about\":\"agent\",\"text\":\"release 1\"}]"));
    rows.add(
        report(
            "b",
            "\"final\":true,\"catalog_hash\":\"y\",\"sdk_versions\":[\"2.1.0\"],\"host\":\"as reported\""));
    for (String state : List.of("up", "slow")) {
      rows.add(
          point("exports", "mcp.server.state", state.equals("slow") ? 1 : 0)
              .set("attributes", "{\"mcp.server.state\":\"" + state + "\"}"));
    }
    rows.add(point("exports", "jvm.memory.used", 3 << 20));
    rows.add(point("exports", "jvm.memory.used", 5 << 20));
    rows.add(point("exports", "jvm.cpu.recent_utilization", 0.25));
    rows.add(point("exports", "mcp.server.oldest_request.age", 9));
    rows.add(
        hub.row(Table.POINTS, "shop", "a", 60)
            .set("metric", "mcp.agent.dropped")
            .set("value", (Double) 3.0)
            .set("attributes", "{\"mcp.signal\":\"spans\"}"));
    rows.add(histogram(4_000, "[50,0]"));
    rows.add(histogram(3_700, "[100,0]"));
    rows.add(histogram(30, "[110,90]"));
    rows.add(
        hub.row(Table.EVENTS, "shop", "a", 500)
            .set("name", "mcp.catalog")
            .set("role", "server")
            .set("tool", "look")
            .set("attributes", "{\"mcp.catalog.change\":\"description\"}"));
    rows.add(list(40, 801, null));
    rows.add(list(30, 402, null));
    rows.add(list(20, 9_000, "-32603"));
    // They say it once a day, and so before the range.
    rows.add(
        hub.row(Table.RESOURCES, "shop", "a", 9_000)
            .set("attributes", "{\"host.name\":\"h\",\"k8s.node.name\":\"n\"}"));
    rows.add(
        hub.row(Table.RESOURCES, "exports", "e", 9_000)
            .set("attributes", "{\"k8s.pod.name\":\"p\",\"k8s.node.name\":\"n\"}"));
    rows.add(
        hub.row(Table.MESSAGES, "shop", "a", 30).set("role", "server").set("rejected", "origin"));
    hub.store.append(rows);
  }

  private static Row list(double secondsAgo, long size, String error) {
    return hub.row(Table.OPERATIONS, "offers", "o", secondsAgo)
        .set("role", "server")
        .set("direction", "receive")
        .set("method", "tools/list")
        .set("error_type", error)
        .set("response_size", (Long) size);
  }

  @AfterAll
  static void end() {
    hub.close();
  }

  @Test
  void eachServerHasItsStateAndFigures() throws Exception {
    JsonNode servers = hub.get("servers", 200).get("servers");
    JsonNode a = AskedHub.one(servers, "instance", "a");
    assertEquals("up", a.get("state").asText());
    assertEquals("all is well", a.get("state_reason").asText());
    assertEquals(4, a.get("active_sessions").asInt());
    assertEquals(2, a.get("open_requests").asInt());
    assertEquals(1.5, a.get("oldest_request_seconds").asDouble());
    assertEquals("2.1.0", a.get("sdk_version").asText());
    assertEquals("tcp", a.get("transport").asText());
    assertEquals(1, a.get("rejected").asInt());
    double calls = 0;
    for (JsonNode part : a.get("calls_per_minute")) {
      calls += part.asDouble() * 2;
    }
    assertEquals(30, a.get("calls_per_minute").size());
    assertEquals(60, calls, 0.1);
    assertEquals("h", a.get("host").asText());
    JsonNode b = AskedHub.one(servers, "instance", "b");
    assertEquals("gone", b.get("state").asText());
    assertEquals("as reported", b.get("host").asText());
    JsonNode exports = AskedHub.one(servers, "instance", "e");
    assertEquals("slow", exports.get("state").asText());
    assertEquals("n", exports.get("host").asText());
    assertEquals(8, exports.get("memory_mb").asDouble());
    assertEquals(25, exports.get("cpu_percent").asDouble());
    assertEquals(9, exports.get("oldest_request_seconds").asDouble());
    hub.assertDescribed("Server", exports);
  }

  @Test
  void oneServerHasWhatItSaysItIs() throws Exception {
    JsonNode server = hub.get("servers/one?service=shop&instance=a", 200);
    hub.assertDescribed("OneServer", server);
    assertEquals("h", server.at("/identity/host.name").asText());
    assertEquals(60, server.get("calls").asInt());
    hub.get("servers/one?service=shop&instance=nobody", 404);
    hub.assertWrong("servers/one?service=shop", "instance is missing");
  }

  @Test
  void oneServerHasWhatItsDoctorFindsIfItsReportTellsIt() throws Exception {
    JsonNode server = hub.get("servers/one?service=shop&instance=a", 200);
    JsonNode lost = server.at("/doctor/0");
    hub.assertDescribed("Finding", lost);
    assertEquals("12 spans", lost.get("text").asText());
    assertEquals("mend it", lost.get("todo").asText());
    hub.assertDescribed("Finding", server.at("/doctor/1"));
    assertEquals(2, server.get("doctor").size());
    assertTrue(server.get("last_report").isTextual());
    JsonNode older = hub.get("servers/one?service=shop&instance=b", 200);
    assertTrue(older.get("doctor").isNull());
    JsonNode exports = hub.get("servers/one?service=exports&instance=e", 200);
    assertTrue(exports.get("doctor").isNull());
    assertTrue(exports.get("last_report").isNull());
    hub.assertDescribed("OneServer", exports);
  }

  @Test
  void toolsHaveWhatCallsTookOfTheirRangeAndThoseThatNobodyCalls() throws Exception {
    JsonNode tools = hub.get("tools", 200).get("tools");
    JsonNode look = AskedHub.one(tools, "tool", "look");
    hub.assertDescribed("Tool", look);
    // 10 of up to 1 ms and 90 of up to 10 ms came to what there was an hour before.
    assertEquals(1 + 9 * 85 / 90.0, look.get("cpu_p95_ms").asDouble(), 1e-9);
    assertTrue(look.get("tokens_p95").isNull());
    assertTrue(look.get("description_changed").isTextual());
    JsonNode never = AskedHub.one(tools, "tool", "never");
    hub.assertDescribed("Tool", never);
    assertEquals(0, never.get("calls").asInt());
    assertTrue(never.get("registered").asBoolean());
  }

  @Test
  void theListOfToolsHasItsSizeAndWhatItTakesOfAContext() throws Exception {
    JsonNode lists = hub.get("tools", 200).get("lists");
    hub.assertDescribed("ToolList", lists.get(0));
    assertEquals("[{\"service\":\"offers\",\"bytes\":801,\"tokens\":201}]", lists.toString());
    assertEquals(0, hub.get("tools?service=shop", 200).get("lists").size());
  }

  @Test
  void aToolHasItsDurationsErrorsSlowestCallsAndCallers() throws Exception {
    JsonNode tool = hub.get("tool?service=shop&tool=look", 200);
    hub.assertDescribed("Tool", tool.get("tool"));
    hub.assertDescribed("Bar", tool.at("/durations/0"));
    assertEquals(120, AskedHub.one(tool.get("durations"), "le_ms", "10.0").get("count").asInt());
    assertEquals(30, tool.at("/errors/0/count").asInt());
    assertEquals("0".repeat(32), tool.at("/errors/0/last_trace_id").asText());
    hub.assertDescribed("ToolError", tool.at("/errors/0"));
    assertEquals(10, tool.get("slowest").size());
    hub.assertDescribed("SlowCall", tool.at("/slowest/0"));
    assertEquals(120, tool.at("/callers/0/calls").asInt());
    hub.assertDescribed("Caller", tool.at("/callers/0"));
    hub.get("tool?service=shop&tool=nothing", 404);
    hub.assertWrong("tool?service=shop", "tool is missing");
  }

  @Test
  void instancesOfOneServiceThatDifferAreTold() throws Exception {
    JsonNode differences = hub.get("differences", 200).get("differences");
    hub.assertDescribed("Difference", differences.get(0));
    List<String> what = new ArrayList<>();
    differences.forEach(one -> what.add(one.get("what").asText()));
    assertEquals(List.of("service_version", "catalog", "error_rate"), what);
    assertEquals("y", differences.at("/1/values/1/value").asText());
    assertEquals(0.5, differences.at("/2/values/1/value").asDouble());
  }

  @Test
  void thePipelineHasWhoSendsAndWhatIsKept() throws Exception {
    JsonNode pipeline = hub.get("pipeline", 200);
    JsonNode sender = AskedHub.one(pipeline.get("senders"), "instance", "a");
    hub.assertDescribed("Sender", sender);
    assertEquals(1, sender.get("reports").asInt());
    assertEquals(3, sender.at("/dropped/spans").asInt());
    assertEquals(123, pipeline.at("/store/rows/operations").asInt());
    assertTrue(pipeline.at("/store/oldest").isTextual());
    assertEquals("duckdb", pipeline.at("/store/engine").asText());
    assertEquals("1", pipeline.at("/hub/version").asText());
  }

  private static Row call(String instance, double secondsAgo) {
    return hub.call("shop", instance, secondsAgo, "look", 0.01);
  }

  private static Row report(String instance, String details) {
    return hub.row(Table.REPORTS, "shop", instance, 5)
        .set("attributes", "{\"interval_seconds\":15," + details + "}")
        .set("state", details.contains("up") ? "up" : null)
        .set("reason", details.contains("well") ? "all is well" : null);
  }

  private static Row point(String service, String metric, double value) {
    return hub.row(Table.POINTS, service, "e", 20)
        .set("metric", metric)
        .set("kind", "gauge")
        .set("value", (Double) value);
  }

  private static Row histogram(double secondsAgo, String counts) {
    return hub.row(Table.POINTS, "shop", "a", secondsAgo)
        .set("metric", "mcp.server.handler.cpu")
        .set("kind", "histogram")
        .set("temporality", "cumulative")
        .set("buckets", "{\"bounds\":[0.001,0.01],\"counts\":" + counts + "}")
        .set("attributes", "{\"gen_ai.tool.name\":\"look\"}");
  }
}
