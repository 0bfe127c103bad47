// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import java.time.Duration;
import java.util.Arrays;

/**
 * What was counted in the last ten minutes, in slots of ten seconds: differences of what was
 * counted since the start, so that calls have nothing to do with it. Used under its owner's lock.
 */
final class Slots {

  static final long LENGTH = 10_000_000_000L;
  private static final int MOST = 60;

  private final ThreadState[] slots = new ThreadState[MOST];
  private int newest;
  private CallCounts.Sums before;
  private long begun;

  /** What is between two sums; of the buckets those that had any, for most are empty. */
  private record ThreadState(long requests, long errors, int first, int[] durations) {

    static ThreadState between(CallCounts.Sums before, CallCounts.Sums now) {
      int[] counts = now.durations().clone();
      int first = counts.length;
      int end = 0;
      for (int bucket = 0; bucket < counts.length; bucket++) {
        counts[bucket] -= before.durations()[bucket];
        if (counts[bucket] != 0) {
          first = Math.min(first, bucket);
          end = bucket + 1;
        }
      }
      return new ThreadState(
          now.requests() - before.requests(),
          now.errors() - before.errors(),
          first,
          end == 0 ? new int[0] : Arrays.copyOfRange(counts, first, end));
    }
  }

  /** Makes one in which nothing has been. */
  Slots(long now, CallCounts.Sums sums) {
    begun = now;
    before = sums;
  }

  /** So late is it now; what was counted is in the slot that it was looked at in. */
  void advance(long now, CallCounts.Sums sums) {
    if (now - begun >= LENGTH) {
      push(ThreadState.between(before, sums));
      before = sums;
      begun += LENGTH;
    }
    if (now - begun >= MOST * LENGTH) {
      Arrays.fill(slots, null);
      begun = now;
    }
    while (now - begun >= LENGTH) {
      push(null);
      begun += LENGTH;
    }
  }

  private void push(ThreadState slot) {
    newest = (newest + 1) % MOST;
    slots[newest] = slot;
  }

  /** What there was in the last while, and in the slot that is not yet full. */
  WindowStats of(Duration length, CallCounts.Sums sums) {
    ThreadState last = ThreadState.between(before, sums);
    int[] counts = new int[Buckets.COUNT];
    add(last, counts);
    long requests = last.requests();
    long errors = last.errors();
    int full = (int) Math.min(MOST, (length.toNanos() + LENGTH - 1) / LENGTH);
    for (int age = 0; age < full; age++) {
      ThreadState slot = slots[(newest - age + MOST) % MOST];
      if (slot != null) {
        requests += slot.requests();
        errors += slot.errors();
        add(slot, counts);
      }
    }
    return new WindowStats(
        length,
        requests,
        errors,
        Buckets.percentile(counts, 0.5),
        Buckets.percentile(counts, 0.95),
        Buckets.percentile(counts, 0.99));
  }

  private static void add(ThreadState slot, int[] counts) {
    for (int i = 0; i < slot.durations().length; i++) {
      counts[slot.first() + i] += slot.durations()[i];
    }
  }
}
