// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

/**
 * What one burst of calls cost.
 *
 * @param perSecond calls
 * @param cpuMicros CPU time of the whole server process per call, until its next burst
 * @param p50Micros of a call, as its client sees it
 * @param p99Micros the same of the slow ones
 * @param exportedBytes what the receiver got per call
 */
record LoadCost(
    double perSecond, double cpuMicros, double p50Micros, double p99Micros, double exportedBytes) {

  static LoadCost of(Burst burst, double cpuMicros, double exportedBytes) {
    int calls = burst.nanos().length;
    return new LoadCost(
        burst.perSecond(),
        cpuMicros / calls,
        burst.percentileMicros(50),
        burst.percentileMicros(99),
        exportedBytes / calls);
  }
}
