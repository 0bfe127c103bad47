// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpotel.hub.store.ClickHouse;
import io.mcpotel.hub.store.ClickHouseServer;
import io.mcpotel.hub.store.DataFolder;
import io.mcpotel.hub.store.DuckDb;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import io.mcpotel.hub.store.VariedRows;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API answers the same of what DuckDB keeps and of what ClickHouse keeps. */
@Tag("matrix")
@Tag("clickhouse")
class SameJsonIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The first of each is what is asked with, where a parameter has to be there. */
  private static final Map<Parameter, List<String>> VALUES = new EnumMap<>(Parameter.class);

  static {
    VALUES.put(Parameter.FROM, List.of("2026-01-15T11:00:00Z", "2026-01-14T11:00:00Z"));
    VALUES.put(Parameter.TO, List.of("2026-01-15T12:00:00Z", "2026-01-15T11:30:00Z"));
    VALUES.put(Parameter.SERVICE, List.of(VariedRows.SERVICE, "nobody"));
    VALUES.put(Parameter.INSTANCE, List.of(VariedRows.INSTANCE));
    VALUES.put(Parameter.ROLE, List.of("server"));
    VALUES.put(Parameter.DIRECTION, List.of("receive"));
    VALUES.put(Parameter.METHOD, List.of("tools/call"));
    VALUES.put(Parameter.TOOL, List.of("look", VariedRows.TOOL));
    VALUES.put(Parameter.SESSION_ID, List.of(VariedRows.SESSION));
    VALUES.put(Parameter.CLIENT_NAME, List.of(VariedRows.CLIENT));
    VALUES.put(Parameter.OUTCOME, List.of("ok"));
    VALUES.put(Parameter.ERROR_TYPE, List.of("tool_error"));
    VALUES.put(Parameter.MIN_DURATION_MS, List.of("50"));
    VALUES.put(Parameter.STATE, List.of("closed", "open"));
    VALUES.put(Parameter.TYPE, List.of("catalog", "rejected"));
    VALUES.put(Parameter.METRIC, List.of(Metric.texts()));
    VALUES.put(Parameter.BY, List.of("instance", "service", "tool", "method", "error_type"));
    VALUES.put(Parameter.STEP, List.of("5m", "1m"));
    VALUES.put(Parameter.TRACE_ID, List.of(VariedRows.TRACE));
    VALUES.put(Parameter.LIMIT, List.of("100", "7"));
  }

  @TempDir static Path folder;
  private static Store duckDb;
  private static Store clickHouse;

  @BeforeAll
  static void start() throws Exception {
    clickHouse = ClickHouse.open(ClickHouseServer.shared().newDatabase(), VariedRows.KEPT);
    duckDb = DuckDb.open(DataFolder.open(folder));
    List<Row> rows = VariedRows.make();
    duckDb.append(rows);
    clickHouse.append(rows);
  }

  @AfterAll
  static void end() {
    if (duckDb != null) {
      duckDb.close();
    }
    if (clickHouse != null) {
      clickHouse.close();
    }
  }

  @Test
  void eachEndpointAnswersTheSame() throws Exception {
    List<Endpoint> ofDuckDb = Api.endpoints(duckDb, Map::of);
    List<Endpoint> ofClickHouse = Api.endpoints(clickHouse, Map::of);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < ofDuckDb.size(); i++) {
      Endpoint endpoint = ofDuckDb.get(i);
      String id =
          switch (endpoint.path()) {
            case "traces/" -> VariedRows.TRACE;
            case "sessions/" -> VariedRows.SESSION;
            default -> "";
          };
      for (Map<Parameter, String> asked : asked(endpoint)) {
        JsonNode expected = answer(endpoint, asked, id);
        try {
          JsonNode found = answer(ofClickHouse.get(i), asked, id);
          assertSame(expected, found, endpoint.path() + " with " + asked);
        } catch (StoreException | AssertionError e) {
          wrong.add(e.getMessage());
        }
      }
    }
    assertEquals(0, wrong.size(), () -> String.join("\n", wrong));
  }

  @Test
  void pagesFollowEachOtherToTheLast() throws Exception {
    for (Question question : Question.values()) {
      int pages = 0;
      String next = "";
      while (next != null) {
        String query = "from=2026-01-14T00:00:00Z&to=2026-01-16T00:00:00Z&limit=40" + next;
        JsonNode expected = answer(new RowList(question, duckDb), query, "");
        JsonNode found = answer(new RowList(question, clickHouse), query, "");
        assertSame(expected, found, question + " " + query);
        next = found.get("next").isNull() ? null : "&cursor=" + found.get("next").asText();
        pages++;
      }
      assertTrue(pages > 0);
    }
  }

  @Test
  void percentilesThatAreNotExactAreTheSameToo() throws Exception {
    List<Parameter> parameters = List.of(Parameter.SERVICE, Parameter.TOOL, Parameter.INSTANCE);
    Asked asked = Asked.parse(null, parameters, VariedRows.NOW);
    assertSame(
        json(new Servers(duckDb).rows(asked, Percentiles.APPROXIMATE)),
        json(new Servers(clickHouse).rows(asked, Percentiles.APPROXIMATE)),
        "servers");
    assertSame(
        json(new Tools(duckDb).rows(asked, Percentiles.APPROXIMATE)),
        json(new Tools(clickHouse).rows(asked, Percentiles.APPROXIMATE)),
        "tools");
  }

  /** What has to be there, then each value of each parameter. */
  private static List<Map<Parameter, String>> asked(Endpoint endpoint) {
    Map<Parameter, String> needed = new EnumMap<>(Parameter.class);
    List<Parameter> always = new ArrayList<>(List.of(Parameter.FROM, Parameter.TO));
    always.addAll(
        switch (endpoint.path()) {
          case "servers/one" -> List.of(Parameter.SERVICE, Parameter.INSTANCE);
          case "tool" -> List.of(Parameter.SERVICE, Parameter.TOOL);
          case "series" -> List.of(Parameter.METRIC);
          case "logs" -> List.of(Parameter.TRACE_ID);
          default -> List.of();
        });
    always.retainAll(endpoint.parameters());
    always.forEach(parameter -> needed.put(parameter, VALUES.get(parameter).get(0)));
    List<Map<Parameter, String>> all = new ArrayList<>(List.of(needed));
    for (Parameter parameter : endpoint.parameters()) {
      if (parameter == Parameter.CURSOR) {
        continue;
      }
      for (String value : VALUES.get(parameter)) {
        Map<Parameter, String> one = new EnumMap<>(needed);
        one.put(parameter, value);
        all.add(one);
      }
    }
    if (endpoint.path().equals("series")) {
      for (String metric : Metric.texts()) {
        Map<Parameter, String> one = new EnumMap<>(needed);
        one.put(Parameter.METRIC, metric);
        one.put(Parameter.BY, "instance");
        all.add(one);
      }
    }
    return all;
  }

  private static JsonNode answer(Endpoint endpoint, Map<Parameter, String> asked, String id)
      throws Exception {
    List<String> pairs = new ArrayList<>();
    asked.forEach(
        (parameter, value) ->
            pairs.add(parameter.text() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return answer(endpoint, String.join("&", pairs), id);
  }

  private static JsonNode answer(Endpoint endpoint, String query, String id) throws Exception {
    return json(endpoint.answer(Asked.parse(query, endpoint.parameters(), VariedRows.NOW), id));
  }

  private static JsonNode json(Object answer) throws Exception {
    return JSON.readTree(JSON.writeValueAsBytes(answer));
  }

  private static void assertSame(JsonNode expected, JsonNode found, String what) {
    if (expected.isFloatingPointNumber() && found.isFloatingPointNumber()) {
      double value = expected.asDouble();
      assertEquals(value, found.asDouble(), Math.abs(value) * 1e-9, what);
    } else if (expected.isContainerNode() && found.getNodeType() == expected.getNodeType()) {
      assertEquals(expected.size(), found.size(), what);
      Map<String, JsonNode> others = children(found);
      children(expected)
          .forEach(
              (name, child) -> {
                assertTrue(others.containsKey(name), () -> what + " has no " + name);
                assertSame(child, others.get(name), what + ", " + name);
              });
    } else {
      assertEquals(expected, found, what);
    }
  }

  private static Map<String, JsonNode> children(JsonNode node) {
    Map<String, JsonNode> children = new LinkedHashMap<>();
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        children.put("" + i, node.get(i));
      }
    } else {
      AskedHub.names(node).forEach(name -> children.put(name, node.get(name)));
    }
    return children;
  }
}
