// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How what is sent comes in, and how the hub itself is. */
record Pipeline(Store store, Supplier<Map<String, Object>> facts) implements Endpoint {

  private static final String SENDERS = Sql.of("pipeline_senders");
  private static final String DROPPED = Sql.of("pipeline_dropped");
  private static final String TABLES = Sql.of("pipeline_tables");

  @Override
  public String path() {
    return "pipeline";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.FROM, Parameter.TO);
  }

  @Override
  @SuppressWarnings("unchecked")
  public Object answer(Asked asked, String id) throws StoreException {
    Map<String, Object> answer = asked.range();
    answer.put("senders", senders(asked));
    answer.putAll(facts.get());
    Map<String, Object> kept = new LinkedHashMap<>();
    kept.put("oldest", null);
    Map<String, Object> rows = new LinkedHashMap<>();
    for (Map<String, Object> table : store.query(TABLES, Map.of())) {
      rows.put((String) table.get("name"), table.get("rows"));
      String oldest = Written.time(table.get("oldest"));
      if (oldest != null) {
        kept.merge("oldest", oldest, (a, b) -> ((String) a).compareTo((String) b) < 0 ? a : b);
      }
    }
    kept.put("rows", rows);
    kept.putAll((Map<String, Object>) answer.getOrDefault("store", Map.of()));
    answer.put("store", kept);
    return answer;
  }

  private List<Object> senders(Asked asked) throws StoreException {
    Map<List<Object>, Map<String, Object>> dropped = new HashMap<>();
    for (Map<String, Object> row : store.query(DROPPED, asked.forSql())) {
      dropped
          .computeIfAbsent(
              List.of(row.get("service"), row.get("instance")), sender -> new LinkedHashMap<>())
          .put((String) row.get("signal"), row.get("dropped"));
    }
    List<Map<String, Object>> senders = store.query(SENDERS, asked.forSql());
    for (Map<String, Object> row : senders) {
      for (String count : List.of("spans", "records", "points", "reports")) {
        row.put(count, ((Number) row.get(count)).longValue());
      }
      row.put(
          "dropped",
          dropped.getOrDefault(List.of(row.get("service"), row.get("instance")), Map.of()));
    }
    return Written.rows(senders);
  }
}
