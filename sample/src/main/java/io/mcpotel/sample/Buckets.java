// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample;

import io.mcpotel.sample.receiver.MetricView;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The buckets of a histogram: {@code counts} has one more entry than {@code bounds}, for what lies
 * above the last of them.
 */
record Buckets(List<Double> bounds, List<Long> counts) {

  static Buckets of(MetricView histogram) {
    return new Buckets(histogram.bounds(), histogram.bucketCounts());
  }

  Buckets plus(Buckets other) {
    if (!bounds.equals(other.bounds)) {
      throw new IllegalArgumentException(
          "Buckets with different bounds have no sum: " + bounds + " and " + other.bounds);
    }
    Long[] sums = new Long[counts.size()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = counts.get(i) + other.counts.get(i);
    }
    return new Buckets(bounds, List.of(sums));
  }

  /**
   * Estimates the q-quantile by taking the values of a bucket as spread evenly over it, the first
   * one from zero; empty if there is no value or the quantile lies above the last bound.
   */
  OptionalDouble quantile(double q) {
    double rank = q * counts.stream().mapToLong(Long::longValue).sum();
    long below = 0;
    for (int i = 0; i < bounds.size(); i++) {
      long inside = counts.get(i);
      if (inside > 0 && below + inside >= rank) {
        double lower = i == 0 ? 0 : bounds.get(i - 1);
        return OptionalDouble.of(lower + (bounds.get(i) - lower) * (rank - below) / inside);
      }
      below += inside;
    }
    return OptionalDouble.empty();
  }
}
