// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/** Durations are exported in seconds. */
public final class Seconds {

  private static final double NANOS = 1e9;

  private Seconds() {}

  public static double of(long nanos) {
    return nanos / NANOS;
  }
}
