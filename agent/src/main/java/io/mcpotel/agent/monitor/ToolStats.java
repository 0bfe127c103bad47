// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

/**
 * What became of the calls of one tool since the start.
 *
 * @param name of a tool that the server has, as it may be exported
 * @param requests how many calls were answered
 * @param errors how many of them failed
 * @param p50 their median duration in nanoseconds, or -1 where there was none
 * @param p95 what 95 of 100 did not exceed, or -1
 * @param p99 what 99 of 100 did not exceed, or -1
 */
public record ToolStats(String name, long requests, long errors, long p50, long p95, long p99) {}
