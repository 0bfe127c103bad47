// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** Counts of classes of values, added up over instances; a percentile is between two bounds. */
final class Distribution {

  private final Map<Double, Double> counts = new TreeMap<>();

  /** Adds a histogram, or takes it away where the factor is -1. */
  void add(JsonNode buckets, int factor) {
    JsonNode bounds = buckets.path("bounds");
    JsonNode each = buckets.path("counts");
    for (int i = 0; i < each.size(); i++) {
      double bound = i < bounds.size() ? bounds.get(i).asDouble() : Double.POSITIVE_INFINITY;
      counts.merge(bound, factor * each.get(i).asDouble(), Double::sum);
    }
  }

  /** As if values were spread evenly between two bounds; null where there is none. */
  Double percentile(double share) {
    // An instance that has begun anew has less than it had before.
    double all = counts.values().stream().mapToDouble(count -> Math.max(0, count)).sum();
    double left = all * share;
    double below = 0;
    for (Map.Entry<Double, Double> entry : counts.entrySet()) {
      double count = Math.max(0, entry.getValue());
      double bound = entry.getKey();
      if (count > 0 && count >= left) {
        return Double.isInfinite(bound) ? (Double) below : below + (bound - below) * left / count;
      }
      left -= count;
      below = bound;
    }
    return null;
  }
}
