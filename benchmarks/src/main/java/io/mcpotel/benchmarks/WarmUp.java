// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

/**
 * When a server is warm: it had so many calls, and its last bursts were no cheaper than one before
 * them. Until its JVM has compiled what it runs, a call costs several times as much, and the more
 * code an agent brings, the longer that takes where the processors are busy.
 */
final class WarmUp {

  /** What is cheaper by less is noise. */
  private static final double NOTABLY_CHEAPER = 0.95;

  private final int leastCalls;
  private final int steadyBursts;
  private long calls;
  private double cheapest = Double.MAX_VALUE;
  private int burstsSince;

  /**
   * @param leastCalls how many calls there are at least
   * @param steadyBursts how many bursts in a row have to be no cheaper
   */
  WarmUp(int leastCalls, int steadyBursts) {
    this.leastCalls = leastCalls;
    this.steadyBursts = steadyBursts;
  }

  void add(int itsCalls, double cpuMicros) {
    calls += itsCalls;
    if (cpuMicros / itsCalls < cheapest * NOTABLY_CHEAPER) {
      cheapest = cpuMicros / itsCalls;
      burstsSince = 0;
    } else {
      burstsSince++;
    }
  }

  boolean isDone() {
    return calls >= leastCalls && burstsSince >= steadyBursts;
  }

  /** How many calls it had. */
  long calls() {
    return calls;
  }
}
