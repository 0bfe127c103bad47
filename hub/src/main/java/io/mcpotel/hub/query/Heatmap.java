// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How many operations took how long, step by step. */
record Heatmap(Store store) implements Endpoint {

  /** Up to which many milliseconds each class of durations goes; the last one has no bound. */
  static final double[] BOUNDS_MS = {
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000
  };

  private static final String SQL = Sql.of("heatmap");

  @Override
  public String path() {
    return "heatmap";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.FROM,
        Parameter.TO,
        Parameter.STEP,
        Parameter.SERVICE,
        Parameter.INSTANCE,
        Parameter.TOOL,
        Parameter.METHOD);
  }

  @Override
  public Object answer(Asked asked, String id) throws BadParameter, StoreException {
    Steps steps = asked.steps();
    Map<String, Object> parameters = asked.forSql();
    parameters.put("step", steps.seconds());
    long[][] counts = new long[steps.count()][BOUNDS_MS.length + 1];
    for (Map<String, Object> row : store.query(SQL, parameters)) {
      int index = steps.index(row.get("at"));
      if (index >= 0) {
        counts[index][((Number) row.get("class")).intValue()] = (Long) row.get("calls");
      }
    }
    List<Object> columns = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      columns.add(List.of(steps.at(i), counts[i]));
    }
    Map<String, Object> answer = asked.range();
    answer.put("step_seconds", steps.seconds());
    answer.put("bounds_ms", BOUNDS_MS);
    answer.put("columns", columns);
    return answer;
  }
}
