// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import java.time.Duration;

/**
 * What a server answered in the last while.
 *
 * @param length how long that while is
 * @param requests how many requests were answered
 * @param errors how many of them failed
 * @param p50 their median duration in nanoseconds, or -1 where there was none
 * @param p95 what 95 of 100 did not exceed, or -1
 * @param p99 what 99 of 100 did not exceed, or -1
 */
public record WindowStats(
    Duration length, long requests, long errors, long p50, long p95, long p99) {}
