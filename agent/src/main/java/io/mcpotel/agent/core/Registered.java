// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/**
 * How much the servers of an application have on offer at a moment. A number that cannot be told is
 * {@link #UNKNOWN}.
 *
 * @param tools how many tools they have
 * @param prompts how many prompts
 * @param resources how many resources, without the templates of resources
 */
public record Registered(long tools, long prompts, long resources) {

  public static final long UNKNOWN = -1;

  /** Of both together; what is unknown of one is unknown of both. */
  public Registered and(Registered other) {
    return new Registered(
        sum(tools, other.tools), sum(prompts, other.prompts), sum(resources, other.resources));
  }

  private static long sum(long one, long other) {
    return one == UNKNOWN || other == UNKNOWN ? UNKNOWN : one + other;
  }
}
