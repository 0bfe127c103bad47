// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

/** Sorts durations into buckets so narrow that the middle of one is within 5 % of all in it. */
final class Buckets {

  /** Of each octave: the first part is an eleventh wide, measured by its middle. */
  private static final int PARTS = 12;

  /** What is shorter than a microsecond is not told apart. */
  private static final int FIRST_BIT = 10;

  /** Nor is what is longer than 73 minutes. */
  private static final int LAST_BIT = 42;

  static final int COUNT = (LAST_BIT - FIRST_BIT) * PARTS + 2;

  private Buckets() {}

  /** The bucket that a duration of nanoseconds is in. */
  static int of(long nanos) {
    if (nanos < 1L << FIRST_BIT) {
      return 0;
    }
    if (nanos >= 1L << LAST_BIT) {
      return COUNT - 1;
    }
    int bit = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    int part = (int) ((nanos - (1L << bit)) * PARTS >>> bit);
    return 1 + (bit - FIRST_BIT) * PARTS + part;
  }

  /** A duration that stands for all in the bucket. */
  static long middle(int bucket) {
    if (bucket == 0) {
      return 1L << FIRST_BIT - 1;
    }
    if (bucket == COUNT - 1) {
      return 1L << LAST_BIT;
    }
    long octave = 1L << FIRST_BIT + (bucket - 1) / PARTS;
    int part = (bucket - 1) % PARTS;
    return octave + octave * (2 * part + 1) / (2 * PARTS);
  }

  /** What this share of the counted durations did not exceed, or -1 where there are none. */
  static long percentile(int[] counts, double share) {
    long all = 0;
    for (int count : counts) {
      all += Integer.toUnsignedLong(count);
    }
    long wanted = (long) Math.ceil(share * all);
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += Integer.toUnsignedLong(counts[bucket]);
      if (seen >= wanted && seen > 0) {
        return middle(bucket);
      }
    }
    return -1;
  }
}
