// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How the last export of each signal by the agent's own SDK went. */
public final class Exports {

  private static final Map<String, Last> LAST = new ConcurrentHashMap<>();

  /**
   * The last export of a signal.
   *
   * @param epochMillis when it was over
   * @param items how many spans, metrics or log records there were
   * @param error what went wrong, fit to be printed, or null where it was taken
   */
  public record Last(long epochMillis, int items, String error) {}

  private Exports() {}

  /** An export of {@code traces}, {@code metrics} or {@code logs} is over. */
  public static void over(String signal, int items, String error) {
    LAST.put(signal, new Last(System.currentTimeMillis(), items, error));
  }

  /** The last one of a signal, or null where there was none. */
  public static Last last(String signal) {
    return LAST.get(signal);
  }
}
