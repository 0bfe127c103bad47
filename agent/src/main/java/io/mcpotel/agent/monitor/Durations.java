// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Counts durations by {@link Buckets} since the start. Threads share a counter rarely, and where
 * they do, neither waits. What is counted may overflow, which differences do not mind.
 */
final class Durations {

  private final AtomicReferenceArray<AtomicIntegerArray> stripes;

  /**
   * @param stripes how many counters there are of each bucket, a power of two: made when a thread
   *     first needs them
   */
  Durations(int stripes) {
    this.stripes = new AtomicReferenceArray<>(stripes);
  }

  void add(long nanos) {
    int stripe = (int) Thread.currentThread().getId() & stripes.length() - 1;
    AtomicIntegerArray counts = stripes.get(stripe);
    if (counts == null) {
      stripes.compareAndSet(stripe, null, new AtomicIntegerArray(Buckets.COUNT));
      counts = stripes.get(stripe);
    }
    counts.getAndIncrement(Buckets.of(nanos));
  }

  int[] counts() {
    int[] sums = new int[Buckets.COUNT];
    for (int stripe = 0; stripe < stripes.length(); stripe++) {
      AtomicIntegerArray counts = stripes.get(stripe);
      for (int bucket = 0; counts != null && bucket < sums.length; bucket++) {
        sums[bucket] += counts.get(bucket);
      }
    }
    return sums;
  }
}
