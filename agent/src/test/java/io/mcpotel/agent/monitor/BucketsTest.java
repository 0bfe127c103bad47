// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BucketsTest {

  private static final double MOST_ERROR = 0.05;

  @Test
  void anyDurationFromAMicrosecondToAnHourIsToldWithinFivePercent() {
    LongStream.iterate(1_024, nanos -> nanos < TimeUnit.HOURS.toNanos(1), n -> n + n / 997 + 1)
        .forEach(nanos -> assertClose(nanos, Buckets.middle(Buckets.of(nanos))));
  }

  @Test
  void longerOnesAreInLaterBuckets() {
    int before = 0;
    for (long nanos = 1; nanos < Long.MAX_VALUE / 3; nanos += 1 + nanos / 50) {
      int bucket = Buckets.of(nanos);
      assertTrue(bucket >= before && bucket < Buckets.COUNT, nanos + " is in " + bucket);
      before = bucket;
    }
    assertEquals(Buckets.COUNT - 1, Buckets.of(Long.MAX_VALUE));
    assertEquals(0, Buckets.of(-1));
  }

  @Test
  void percentilesAreWithinFivePercentOfTheTrueOnes() {
    Random random = new Random(7);
    long[] nanos =
        random
            .doubles(10_000)
            .mapToLong(d -> (long) (100_000 * Math.exp(10 * d)))
            .sorted()
            .toArray();
    int[] counts = new int[Buckets.COUNT];
    Arrays.stream(nanos).forEach(each -> counts[Buckets.of(each)]++);

    assertClose(nanos[4_999], Buckets.percentile(counts, 0.5));
    assertClose(nanos[9_499], Buckets.percentile(counts, 0.95));
    assertClose(nanos[9_899], Buckets.percentile(counts, 0.99));
    assertEquals(-1, Buckets.percentile(new int[Buckets.COUNT], 0.95));
  }

  private static void assertClose(long wanted, long found) {
    assertTrue(
        Math.abs(found - wanted) < MOST_ERROR * wanted, () -> found + " stands for " + wanted);
  }
}
