// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Makes the agent's threads: daemons that inherit nothing of the application. */
public final class AgentThread {

  private AgentThread() {}

  /** Runs a task on a thread of its own. */
  public static void run(String name, Runnable task) {
    of(name, task).start();
  }

  /**
   * Runs a task on a thread of its own and waits for it, so that no thread which the task starts
   * inherits anything of this one.
   */
  public static <T> T call(String name, Callable<T> task) {
    FutureTask<T> result = new FutureTask<>(task);
    run(name, result);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * A thread whose class loader is the agent's. Neither it nor a thread that it starts keeps an
   * application's class loader alive: up to JDK 23 a new thread also remembers the protection
   * domains of those on the stack of its maker, who here may be an application that loads a class.
   */
  @SuppressWarnings("removal")
  public static Thread of(String name, Runnable task) {
    PrivilegedAction<Thread> make = () -> new Thread(null, task, name, 0, false);
    Thread thread = AccessController.doPrivileged(make);
    thread.setDaemon(true);
    thread.setContextClassLoader(AgentThread.class.getClassLoader());
    return thread;
  }
}
