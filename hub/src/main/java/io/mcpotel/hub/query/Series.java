// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A metric over time, in one line or in one for each label. */
record Series(Store store) implements Endpoint {

  static final int MOST = 50;

  /** Of percentiles by something: each holds what it is made of in memory. */
  private static final int MOST_PERCENTILES = 400;

  @Override
  public String path() {
    return "series";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.FROM,
        Parameter.TO,
        Parameter.METRIC,
        Parameter.STEP,
        Parameter.SERVICE,
        Parameter.INSTANCE,
        Parameter.TOOL,
        Parameter.METHOD,
        Parameter.BY);
  }

  @Override
  public Object answer(Asked asked, String id) throws BadParameter, StoreException {
    Metric metric = (Metric) asked.need(Parameter.METRIC);
    Steps steps = asked.steps();
    check(asked, metric, steps);
    Map<String, Object> parameters = asked.forSql();
    parameters.put("step", steps.seconds());
    parameters.put("exported", metric.exported());
    Map<String, Object> answer = asked.range();
    answer.put("step_seconds", steps.seconds());
    answer.put("metric", metric.text());
    List<Map<String, Object>> rows;
    if (metric.isPercentile()) {
      Percentiles percentiles = Percentiles.of(store, asked);
      answer.put("percentiles", percentiles.text());
      rows = store.query(percentiles.in(metric.sql()), parameters);
      percentiles.add(store, metric.percentiles(parameters), rows);
    } else {
      rows = store.query(metric.sql(), parameters);
    }
    String by = (String) asked.get(Parameter.BY);
    List<Line> lines = Line.of(rows, metric, steps, by);
    if (lines.isEmpty() && by == null) {
      lines = List.of(new Line(Map.of(), metric, steps));
    }
    answer.put("truncated", lines.size() > MOST);
    List<Object> series = new ArrayList<>();
    lines.stream().limit(MOST).forEach(line -> series.add(line.written()));
    answer.put("series", series);
    return answer;
  }

  private static void check(Asked asked, Metric metric, Steps steps) throws BadParameter {
    String by = (String) asked.get(Parameter.BY);
    boolean byName = by != null && !by.equals("service") && !by.equals("instance");
    boolean ofName = asked.get(Parameter.TOOL) != null || asked.get(Parameter.METHOD) != null;
    if (!metric.isOfOperations() && (byName || ofName)) {
      throw new BadParameter(
          (byName ? "by" : "tool or method")
              + " cannot be asked of "
              + metric.text()
              + ", which is told of whole instances");
    }
    if (metric.isPercentile() && by != null && steps.count() > MOST_PERCENTILES) {
      throw new BadParameter(
          "step makes "
              + steps.count()
              + " points of this range, and percentiles with by have at most "
              + MOST_PERCENTILES);
    }
  }
}
