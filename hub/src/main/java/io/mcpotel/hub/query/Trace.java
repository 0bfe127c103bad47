// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One trace. */
record Trace(Store store) implements Endpoint {

  private static final String SPANS = Sql.of("trace_spans");
  private static final String OPERATIONS = Sql.of("trace_operations");

  /** How far the operations of a trace may be from its spans. */
  private static final Duration AROUND = Duration.ofDays(1);

  /** Where a trace has operations only. */
  private static final Range EVER = new Range(Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z"));

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
    List<Map<String, Object>> found = store.query(SPANS, Map.of("trace_id", id));
    List<Object> spans = Written.rows(found);
    List<Object> operations =
        Written.rows(
            store.query(
                OPERATIONS, Map.of("trace_id", id, "from", earliest(found), "to", latest(found))));
    if (spans.isEmpty() && operations.isEmpty()) {
      return null;
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("trace_id", id);
    answer.put("spans", spans);
    answer.put("operations", operations);
    return answer;
  }

  /** The first span is the first row. */
  private static Instant earliest(List<Map<String, Object>> spans) {
    return spans.isEmpty() ? EVER.from() : ((Instant) spans.get(0).get("time")).minus(AROUND);
  }

  private static Instant latest(List<Map<String, Object>> spans) {
    return spans.isEmpty()
        ? EVER.to()
        : ((Instant) spans.get(spans.size() - 1).get("time")).plus(AROUND);
  }

  private record Range(Instant from, Instant to) {}
}
