// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import java.security.AccessController;
import java.security.PrivilegedAction;

/** Makes the agent's threads: daemons that inherit nothing of the application. */
final class AgentThread {

  private AgentThread() {}

  /** Runs a task on a thread of its own. */
  static void run(String name, Runnable task) {
    of(name, task).start();
  }

  /**
   * A thread whose class loader is the agent's. Neither it nor a thread that it starts keeps an
   * application's class loader alive: up to JDK 23 a new thread also remembers the protection
   * domains of those on the stack of its maker, who here may be an application that loads a class.
   */
  @SuppressWarnings("removal")
  static Thread of(String name, Runnable task) {
    PrivilegedAction<Thread> make = () -> new Thread(null, task, name, 0, false);
    Thread thread = AccessController.doPrivileged(make);
    thread.setDaemon(true);
    thread.setContextClassLoader(AgentThread.class.getClassLoader());
    return thread;
  }
}
