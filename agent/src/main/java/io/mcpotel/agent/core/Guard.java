// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.concurrent.Callable;

/**
 * Lets nothing of ours reach the application, wherever it calls us other than through the woven
 * classes' {@code Bridge}, which does the same: from its reactive streams, its schedulers and its
 * functions.
 */
public final class Guard {

  /** What may fail. */
  public interface Task {
    void run() throws Throwable;
  }

  private Guard() {}

  /** Does something for us; where it fails, that is logged, and the application goes on. */
  public static void run(String doing, Task task) {
    try {
      task.run();
    } catch (Throwable t) {
      report(doing, t);
    }
  }

  /**
   * Makes something for us; where that fails, that is logged, and this is given out in its place.
   */
  public static <T> T make(String doing, T otherwise, Callable<? extends T> task) {
    try {
      return task.call();
    } catch (Throwable t) {
      report(doing, t);
      return otherwise;
    }
  }

  private static void report(String doing, Throwable failure) {
    try {
      AgentLog.report(doing, failure);
    } catch (Throwable ignored) {
      // Nothing may reach the application, not even the failure to tell of a failure.
    }
  }
}
