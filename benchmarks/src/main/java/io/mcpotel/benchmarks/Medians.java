// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The median of what was measured of each variant. */
final class Medians {

  private final Map<Variant, List<Double>> values = new LinkedHashMap<>();

  /**
   * Measures each variant so many times, and the variants in turn, so that what else the machine
   * does falls on all of them.
   */
  static Medians inTurn(List<Variant> variants, int rounds, ToDoubleFunction<Variant> measure) {
    Medians medians = new Medians();
    for (int round = 0; round < rounds; round++) {
      for (Variant variant : variants) {
        medians.add(variant, measure.applyAsDouble(variant));
      }
    }
    return medians;
  }

  void add(Variant variant, double value) {
    values.computeIfAbsent(variant, v -> new ArrayList<>()).add(value);
  }

  double of(Variant variant) {
    return of(values.get(variant).stream().mapToDouble(Double::doubleValue).toArray());
  }

  static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
