// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One tool of a service: how long it takes, how it fails, and who calls it. */
record OneTool(Store store) implements Endpoint {

  private static final String DURATIONS = Sql.of("tool_durations");
  private static final String ERRORS = Sql.of("tool_errors");
  private static final String SLOWEST = Sql.of("tool_slowest");
  private static final String CALLERS = Sql.of("tool_callers");

  @Override
  public String path() {
    return "tool";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.FROM, Parameter.TO, Parameter.SERVICE, Parameter.TOOL);
  }

  @Override
  public Object answer(Asked asked, String id) throws BadParameter, StoreException {
    asked.need(Parameter.SERVICE);
    asked.need(Parameter.TOOL);
    Percentiles percentiles = Percentiles.of(store, asked);
    List<Map<String, Object>> rows = new Tools(store).rows(asked, percentiles);
    if (rows.isEmpty()) {
      return null;
    }
    Map<String, Object> parameters = asked.forSql();
    Map<String, Object> answer = asked.range();
    answer.put("percentiles", percentiles.text());
    answer.put("tool", rows.get(0));
    answer.put("durations", durations(parameters));
    answer.put("errors", Written.rows(store.query(ERRORS, parameters)));
    answer.put("slowest", Written.rows(store.query(SLOWEST, parameters)));
    answer.put("callers", Written.rows(store.query(CALLERS, parameters)));
    return answer;
  }

  private List<Object> durations(Map<String, Object> parameters) throws StoreException {
    Map<Double, Object> counts = new HashMap<>();
    for (Map<String, Object> row : store.query(DURATIONS, parameters)) {
      Object bound = row.get("le_ms");
      counts.put(bound == null ? null : (Double) ((Number) bound).doubleValue(), row.get("calls"));
    }
    List<Object> written = new ArrayList<>();
    for (double bound : Heatmap.BOUNDS_MS) {
      written.add(bar(bound, counts.get(bound)));
    }
    written.add(bar(null, counts.get(null)));
    return written;
  }

  private static Map<String, Object> bar(Double bound, Object count) {
    Map<String, Object> bar = new LinkedHashMap<>();
    bar.put("le_ms", bound);
    bar.put("count", count == null ? (Long) 0L : count);
    return bar;
  }
}
