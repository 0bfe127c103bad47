// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One line of a time series: a point for each step. */
final class Line {

  /** How long the last value of a gauge holds, which is told every minute by default. */
  private static final long GAUGE_SECONDS = 150;

  private final Map<String, String> labels;
  private final Metric metric;
  private final Steps steps;
  private final Double[] values;
  private final int[] tellers;
  private double weight;

  Line(Map<String, String> labels, Metric metric, Steps steps) {
    this.labels = labels;
    this.metric = metric;
    this.steps = steps;
    this.values = new Double[steps.count()];
    this.tellers = new int[steps.count()];
  }

  /** The line with the most first; of those with as much, in the order of their labels. */
  static List<Line> of(List<Map<String, Object>> rows, Metric metric, Steps steps, String by) {
    Map<Map<String, String>, Line> lines = new LinkedHashMap<>();
    if (metric.isGauge()) {
      instances(rows, steps)
          .forEach(
              (instance, told) ->
                  lines
                      .computeIfAbsent(
                          labels(by, instance.get(0), instance.get("service".equals(by) ? 0 : 1)),
                          labels -> new Line(labels, metric, steps))
                      .addGauge(told));
    } else {
      for (Map<String, Object> row : rows) {
        lines
            .computeIfAbsent(
                labels(by, (String) row.get("label_service"), (String) row.get("label")),
                labels -> new Line(labels, metric, steps))
            .add(row);
      }
    }
    List<Line> sorted = new ArrayList<>(lines.values());
    sorted.sort(
        Comparator.comparingDouble((Line line) -> -line.weight)
            .thenComparing(line -> line.labels.toString()));
    return sorted;
  }

  Map<String, Object> written() {
    List<Object> points = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      Double value = values[i] == null && metric.isCount() ? (Double) 0.0 : values[i];
      List<Object> point = new ArrayList<>(2);
      point.add(steps.at(i));
      point.add(value);
      points.add(point);
    }
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("labels", labels);
    written.put("points", points);
    return written;
  }

  private static Map<String, String> labels(String by, String service, String label) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (by != null) {
      if (by.equals("instance")) {
        labels.put("service", service);
      }
      labels.put(by, label);
    }
    return labels;
  }

  private void add(Map<String, Object> row) {
    double calls = ((Number) row.get("calls")).doubleValue();
    weight += calls;
    int index = steps.index(row.get("at"));
    if (index >= 0) {
      values[index] =
          switch (metric) {
            case CALLS, REJECTED -> (Double) calls;
            case ERRORS -> (Double) ((Number) row.get("errors")).doubleValue();
            case ERROR_RATE -> (Double) (((Number) row.get("errors")).doubleValue() / calls);
            default -> (Double) row.get("value");
          };
    }
  }

  /** What an instance said holds until it says something else, so that sums have no holes. */
  private void addGauge(Double[] told) {
    long held = Math.max(1, GAUGE_SECONDS / steps.seconds());
    Double last = null;
    long age = 0;
    for (int i = 0; i < told.length; i++) {
      age = told[i] == null ? age + 1 : 0;
      last = told[i] != null ? told[i] : age < held ? last : null;
      if (last != null) {
        double value = last * metric.factor();
        tellers[i]++;
        double before = values[i] == null ? 0 : values[i];
        // Of processors it is the mean, of all else the sum.
        values[i] =
            metric == Metric.CPU_PERCENT ? before + (value - before) / tellers[i] : before + value;
        weight += value;
      }
    }
  }

  private static Map<List<String>, Double[]> instances(
      List<Map<String, Object>> rows, Steps steps) {
    Map<List<String>, Double[]> instances = new HashMap<>();
    for (Map<String, Object> row : rows) {
      int index = steps.index(row.get("at"));
      if (index >= 0) {
        instances
                .computeIfAbsent(
                    List.of((String) row.get("service"), (String) row.get("instance")),
                    instance -> new Double[steps.count()])[index] =
            (Double) row.get("value");
      }
    }
    return instances;
  }
}
