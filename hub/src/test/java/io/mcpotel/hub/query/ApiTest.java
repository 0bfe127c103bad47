// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpotel.hub.alert.AlertApi;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers about a hundred calls, which took 1 to 100 milliseconds, and the description of them. */
class ApiTest {

  private static final String TRACE = "5b8efff798038103d269b633813fc60c";

  @TempDir static Path folder;
  private static AskedHub hub;

  @BeforeAll
  static void start() throws Exception {
    hub = new AskedHub(folder, Instant.now());
    List<Row> rows = new ArrayList<>();
    long now = System.currentTimeMillis() * 1_000;
    for (int i = 1; i <= 100; i++) {
      rows.add(
          on(Table.OPERATIONS, i, now - 60_000_000 - i / 10)
              .set("trace_id", i == 1 ? TRACE : null)
              .set("role", "server")
              .set("direction", "receive")
              .set("method", "tools/call")
              .set("tool", i <= 90 ? "often" : "seldom")
              .set("outcome", i <= 5 ? "tool_error" : "ok")
              .set("error_type", i <= 5 ? "tool_error" : null)
              .set("duration", (Double) (i / 1000.0))
              .set("attributes", "{\"a\":1}"));
    }
    rows.add(
        on(Table.OPERATIONS, 101, now - 60_000_000)
            .set("role", "client")
            .set("direction", "transmit"));
    rows.add(
        on(Table.SESSIONS, 102, now - 70_000_000).set("role", "server").set("state", "opened"));
    rows.add(
        on(Table.SPANS, 103, now - 60_000_000)
            .set("trace_id", TRACE)
            .set("events", "[]")
            .set("links", "[]"));
    hub.store.append(rows);
  }

  @AfterAll
  static void end() {
    hub.close();
  }

  @Test
  void theFleetHasExactPercentilesOfWhatServersReceived() throws Exception {
    JsonNode server = get("servers", 200).at("/servers/0");
    assertEquals(100, server.get("calls").asInt());
    assertEquals(5, server.get("errors").asInt());
    assertEquals(1, server.get("sessions").asInt());
    assertEquals(50.5, server.get("p50_ms").asDouble(), 1e-9);
    assertEquals(95.05, server.get("p95_ms").asDouble(), 1e-9);
    assertEquals(99.01, server.get("p99_ms").asDouble(), 1e-9);
  }

  @Test
  void toolsAreSortedByTheirCallsAndOutOfRangeIsNothing() throws Exception {
    JsonNode tools = get("tools", 200).get("tools");
    assertEquals("often", tools.at("/0/tool").asText());
    assertEquals(90, tools.at("/0/calls").asInt());
    assertEquals(10, tools.at("/1/calls").asInt());
    assertEquals(0, get("tools?to=1h", 200).get("tools").size());
    assertEquals(0, get("tools?service=other", 200).get("tools").size());
  }

  @Test
  void pagesOfOperationsHaveEachOfThemOnceAndTheFiltersHold() throws Exception {
    String to = Instant.now().toString();
    Set<Double> durations = new TreeSet<>();
    String next = "";
    int pages = 0;
    do {
      JsonNode page = get("operations?role=server&limit=30&to=" + to + next, 200);
      page.get("operations").forEach(row -> durations.add(row.get("duration_ms").asDouble()));
      next = page.get("next").isNull() ? null : "&cursor=" + page.get("next").asText();
      pages++;
    } while (next != null);
    assertEquals(4, pages);
    assertEquals(100, durations.size());

    assertEquals(5, operations("error_type=tool_error"));
    assertEquals(10, operations("tool=seldom"));
    assertEquals(11, operations("min_duration_ms=90"));
    assertEquals(1, operations("role=client&direction=transmit"));
  }

  @Test
  void aWrongParameterIsNamedWithTheReason() throws Exception {
    assertWrong("servers?from=yesterday", "from has to be a time like");
    assertWrong("servers?from=1h&to=2h", "from has to be before to");
    assertWrong("servers?tool=x", "there is no parameter \"tool\" here; there are from, to");
    assertWrong("operations?limit=5000", "limit has to be a whole number from 1 to 1000");
    assertWrong("operations?limit=5&limit=6", "limit is given twice");
    assertWrong("operations?role=host", "role has to be server or client");
    assertWrong("operations?cursor=AAAA", "cursor has to be the next of another page");
    assertWrong("operations?min_duration_ms=NaN", "min_duration_ms has to be a number");
    assertWrong("traces/5B8E", "trace_id has to be 32 digits");
    assertTrue(get("nothing", 404).has("error"));
    assertTrue(get("traces/" + "1".repeat(32), 404).has("error"));
  }

  @Test
  void theDescriptionHasThePathsAndParametersThatThereAre() {
    Set<String> paths =
        new TreeSet<>(Set.of(Live.PATH, Api.ROOT + "metrics", Api.ROOT + "openapi.json"));
    paths.addAll(AlertApi.PATHS);
    for (Endpoint endpoint : Api.endpoints(hub.store, Map::of)) {
      String path = Api.ROOT + endpoint.path();
      boolean hasId = path.endsWith("/");
      String described =
          !hasId ? path : path + (path.contains("traces") ? "{trace_id}" : "{session_id}");
      paths.add(described);
      List<String> parameters = new ArrayList<>();
      hub.description
          .path("paths")
          .path(described)
          .at("/get/parameters")
          .forEach(parameter -> parameters.add(parameter.get("name").asText()));
      if (hasId) {
        parameters.remove(0);
      }
      assertEquals(endpoint.parameters().stream().map(Parameter::text).toList(), parameters);
    }
    assertEquals(paths, AskedHub.names(hub.description.get("paths")));
  }

  @Test
  void theDescriptionHasTheFieldsThatAnswersHave() throws Exception {
    hub.assertDescribed("Server", get("servers", 200).at("/servers/0"));
    hub.assertDescribed("OneServer", get("servers/one?service=s&instance=s-1", 200));
    hub.assertDescribed("Tool", get("tools", 200).at("/tools/0"));
    hub.assertDescribed("Operation", get("operations", 200).at("/operations/0"));
    JsonNode trace = get("traces/" + TRACE, 200);
    hub.assertDescribed("TraceSpan", trace.at("/spans/0"));
    hub.assertDescribed("TraceOperation", trace.at("/operations/0"));
    assertEquals(1, trace.at("/operations/0/attributes/a").asInt());
  }

  private static void assertWrong(String question, String message) throws Exception {
    hub.assertWrong(question, message);
  }

  private static int operations(String filter) throws Exception {
    return get("operations?limit=1000&" + filter, 200).get("operations").size();
  }

  private static JsonNode get(String question, int status) throws Exception {
    return hub.get(question, status);
  }

  private static Row on(Table table, long id, long time) {
    return Row.of(table, id)
        .set("time", (Long) time)
        .set("received", (Long) time)
        .set("service", "s")
        .set("instance", "s-1");
  }
}
