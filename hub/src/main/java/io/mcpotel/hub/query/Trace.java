// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One trace. */
record Trace(Store store) implements Endpoint {

  private static final String SPANS = Sql.of("trace_spans");
  private static final String OPERATIONS = Sql.of("trace_operations");

  @Override
  public String path() {
    return "traces/";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Object answer(Asked asked, String id) throws BadParameter, StoreException {
    if (!id.matches("[0-9a-f]{32}")) {
      throw new BadParameter("trace_id has to be 32 digits of 0 to 9 and a to f");
    }
    Map<String, Object> parameters = Map.of("trace_id", id);
    List<Object> spans = Written.rows(store.query(SPANS, parameters));
    List<Object> operations = Written.rows(store.query(OPERATIONS, parameters));
    if (spans.isEmpty() && operations.isEmpty()) {
      return null;
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("trace_id", id);
    answer.put("spans", spans);
    answer.put("operations", operations);
    return answer;
  }
}
