// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

/**
 * When a server is warm: it had so many calls, and in its last bursts its JVM compiled next to
 * nothing. Until then a call costs several times as much, and the more code an agent brings, the
 * longer that takes.
 */
final class WarmUp {

  private static final double NEXT_TO_NOTHING = 0.05;

  private final int leastCalls;
  private final int steadyBursts;
  private long calls;
  private int burstsSince;

  /**
   * @param leastCalls how many calls there are at least
   * @param steadyBursts in how many bursts in a row next to nothing is compiled
   */
  WarmUp(int leastCalls, int steadyBursts) {
    this.leastCalls = leastCalls;
    this.steadyBursts = steadyBursts;
  }

  /**
   * @param cpuMicros of the whole process
   * @param compilerMicros of that, what it compiled for
   */
  void add(int itsCalls, double cpuMicros, double compilerMicros) {
    calls += itsCalls;
    burstsSince = compilerMicros > cpuMicros * NEXT_TO_NOTHING ? 0 : burstsSince + 1;
  }

  boolean isDone() {
    return calls >= leastCalls && burstsSince >= steadyBursts;
  }

  /** How many calls it had. */
  long calls() {
    return calls;
  }
}
