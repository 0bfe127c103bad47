// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tools of all servers: those that were called, and those that are known to be there. */
record Tools(Store store) implements Endpoint {

  private static final String TOOLS = Sql.of("tools");
  private static final String EXACT = Sql.of("tools_exact");
  private static final List<Percentiles.Classes> CLASSES =
      List.of(
          classes("duration", Map.of("p50_ms", "p50", "p95_ms", "p95", "p99_ms", "p99"), 1_000),
          classes("handler_wait", Map.of("wait_p95_ms", "p95"), 1_000),
          classes("response_size", Map.of("response_size_p95", "p95"), 1));
  private static final String CHANGED = Sql.of("tools_changed");
  private static final String REPORTED = Sql.of("tools_reported");
  private static final String LISTS = Sql.of("tools_lists");

  /** As the agent estimates it of results. */
  private static final int BYTES_OF_A_TOKEN = 4;

  @Override
  public String path() {
    return "tools";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.FROM, Parameter.TO, Parameter.SERVICE);
  }

  @Override
  public Object answer(Asked asked, String id) throws StoreException {
    Percentiles percentiles = Percentiles.of(store, asked);
    Map<String, Object> answer = asked.range();
    answer.put("percentiles", percentiles.text());
    answer.put("tools", rows(asked, percentiles));
    answer.put("lists", lists(asked));
    return answer;
  }

  private List<Map<String, Object>> lists(Asked asked) throws StoreException {
    List<Map<String, Object>> lists = store.query(LISTS, asked.forSql());
    for (Map<String, Object> list : lists) {
      long bytes = ((Number) list.get("bytes")).longValue();
      list.put("tokens", (bytes + BYTES_OF_A_TOKEN - 1) / BYTES_OF_A_TOKEN);
    }
    return lists;
  }

  List<Map<String, Object>> rows(Asked asked, Percentiles percentiles) throws StoreException {
    Map<String, Object> parameters = asked.forSql();
    parameters.putIfAbsent("tool", null);
    Map<List<Object>, Map<String, Object>> tools = new LinkedHashMap<>();
    List<Map<String, Object>> called = store.query(TOOLS, parameters);
    percentiles.add(
        store,
        new Percentiles.Source(EXACT, CLASSES, List.of("service", "tool"), parameters),
        called);
    for (Map<String, Object> row : called) {
      tools.put(tool(row.get("service"), row.get("tool")), Written.row(row));
    }
    Map<List<Object>, Object> changed = new HashMap<>();
    Map<List<Object>, Boolean> registered = new HashMap<>();
    for (Map<String, Object> row : store.query(CHANGED, parameters)) {
      List<Object> tool = tool(row.get("service"), row.get("tool"));
      changed.put(tool, Written.time(row.get("description_changed")));
      registered.put(tool, !"removed".equals(row.get("last_change")));
    }
    addReported(registered, parameters);
    registered.forEach(
        (tool, there) -> {
          if (there) {
            tools.computeIfAbsent(tool, Tools::uncalled);
          }
        });
    ToolResources resources = ToolResources.of(store, parameters);
    List<Map<String, Object>> rows = new ArrayList<>();
    tools.forEach(
        (tool, row) -> {
          row.put("registered", registered.get(tool));
          row.put("description_changed", changed.get(tool));
          resources.addTo(row);
          rows.add(row);
        });
    return rows;
  }

  /** A report has the tools that were called since its instance began. */
  private void addReported(Map<List<Object>, Boolean> registered, Map<String, Object> parameters)
      throws StoreException {
    Object only = parameters.get("tool");
    for (Map<String, Object> row : store.query(REPORTED, parameters)) {
      for (JsonNode reported : Written.parse(row.get("attributes")).path("tools")) {
        String name = reported.path("name").asText();
        // What nobody knows is counted by this name.
        if (!name.isEmpty() && !name.equals("_OTHER") && (only == null || only.equals(name))) {
          registered.putIfAbsent(tool(row.get("service"), name), true);
        }
      }
    }
  }

  private static Percentiles.Classes classes(
      String measure, Map<String, String> columns, double factor) {
    String sql = Sql.of("tools_classes").replace("'duration'", "'" + measure + "'");
    return new Percentiles.Classes(sql, columns, factor);
  }

  private static Map<String, Object> uncalled(List<Object> tool) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("service", tool.get(0));
    row.put("tool", tool.get(1));
    row.put("calls", 0L);
    row.put("errors", 0L);
    for (String unknown :
        List.of("p50_ms", "p95_ms", "p99_ms", "wait_p95_ms", "response_size_p95")) {
      row.put(unknown, null);
    }
    row.put("instances", 0L);
    row.put("callers", 0L);
    row.put("last_called", null);
    return row;
  }

  private static List<Object> tool(Object service, Object tool) {
    return Arrays.asList(service, tool);
  }
}
