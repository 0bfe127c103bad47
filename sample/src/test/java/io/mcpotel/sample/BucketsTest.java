// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BucketsTest {

  private static final List<Double> BOUNDS = List.of(0.01, 0.02, 0.05);

  @Test
  void quantileLiesAsFarIntoItsBucketAsItsRank() {
    Buckets buckets = new Buckets(BOUNDS, List.of(4L, 0L, 6L, 0L));

    assertEquals(0.005, buckets.quantile(0.2).getAsDouble(), 1e-9);
    assertEquals(0.01, buckets.quantile(0.4).getAsDouble(), 1e-9);
    assertEquals(0.035, buckets.quantile(0.7).getAsDouble(), 1e-9);
    assertEquals(0.05, buckets.quantile(1.0).getAsDouble(), 1e-9);
  }

  @Test
  void quantileAboveTheLastBoundIsUnknown() {
    Buckets buckets = new Buckets(BOUNDS, List.of(0L, 5L, 0L, 5L));

    assertEquals(0.02, buckets.quantile(0.5).getAsDouble(), 1e-9);
    assertEquals(OptionalDouble.empty(), buckets.quantile(0.51));
  }

  @Test
  void nothingHasNoQuantile() {
    assertEquals(
        OptionalDouble.empty(), new Buckets(BOUNDS, List.of(0L, 0L, 0L, 0L)).quantile(0.5));
  }

  @Test
  void sumsAreTakenBucketByBucketAndOnlyWithTheSameBounds() {
    Buckets one = new Buckets(BOUNDS, List.of(1L, 2L, 3L, 4L));

    assertEquals(new Buckets(BOUNDS, List.of(2L, 4L, 6L, 8L)), one.plus(one));
    assertThrows(
        IllegalArgumentException.class,
        () -> one.plus(new Buckets(List.of(1.0, 2.0, 3.0), List.of(1L, 2L, 3L, 4L))));
  }
}
