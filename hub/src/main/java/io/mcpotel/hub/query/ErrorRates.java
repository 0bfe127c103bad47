// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The shares of calls that failed, of instances with enough of them to say so. */
record ErrorRates(Map<String, Double> values, Map<String, Long> calls) {

  private static final long ENOUGH = 20;
  private static final double WORTH_TELLING = 0.05;

  /** Of two instances that are the same, one in a thousand pairs would differ by as much. */
  private static final double DEVIATIONS = 3.3;

  static ErrorRates of(Map<String, Map<String, Object>> instances) {
    ErrorRates rates = new ErrorRates(new LinkedHashMap<>(), new LinkedHashMap<>());
    instances.forEach(
        (instance, row) -> {
          long calls = row.get("calls") == null ? 0 : (Long) row.get("calls");
          if (calls >= ENOUGH) {
            rates.values.put(instance, (Long) row.get("errors") / (double) calls);
            rates.calls.put(instance, calls);
          }
        });
    return rates;
  }

  /** Whether the best and the worst are further apart than chance would have them. */
  boolean differ() {
    List<String> sorted = new ArrayList<>(values.keySet());
    if (sorted.size() < 2) {
      return false;
    }
    sorted.sort(Comparator.comparing(values::get));
    String best = sorted.get(0);
    String worst = sorted.get(sorted.size() - 1);
    double apart = values.get(worst) - values.get(best);
    double bests = calls.get(best);
    double worsts = calls.get(worst);
    double all = (values.get(best) * bests + values.get(worst) * worsts) / (bests + worsts);
    double deviation = Math.sqrt(all * (1 - all) * (1 / bests + 1 / worsts));
    return apart >= WORTH_TELLING && apart > DEVIATIONS * deviation;
  }
}
