// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.vitals;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks the JVM, which stands still for it, now and then for threads that wait for each other. */
final class Deadlocks {

  private static final long PAUSE = 30_000_000_000L;

  /** A thread behind more others than these is not looked for. */
  private static final int LONGEST_QUEUE = 50;

  private boolean asked;
  private long lastAsked;
  private Set<Long> deadlocked = Set.of();

  /** The name of one of these threads that a deadlock holds, be it part of it or not, or null. */
  String held(List<Thread> threads, long now) {
    if (threads.isEmpty()) {
      return null;
    }
    ThreadMXBean jvm = ManagementFactory.getThreadMXBean();
    if (!asked || now - lastAsked >= PAUSE) {
      asked = true;
      lastAsked = now;
      deadlocked = found(jvm);
    }
    if (deadlocked.isEmpty()) {
      return null;
    }
    for (Thread thread : threads) {
      if (isHeld(thread.getId(), jvm)) {
        return thread.getName();
      }
    }
    return null;
  }

  private static Set<Long> found(ThreadMXBean jvm) {
    long[] ids =
        jvm.isSynchronizerUsageSupported()
            ? jvm.findDeadlockedThreads()
            : jvm.findMonitorDeadlockedThreads();
    Set<Long> found = new HashSet<>();
    for (long id : ids == null ? new long[0] : ids) {
      found.add(id);
    }
    return found;
  }

  private boolean isHeld(long thread, ThreadMXBean jvm) {
    long id = thread;
    for (int i = 0; i < LONGEST_QUEUE && id >= 0; i++) {
      if (deadlocked.contains(id)) {
        return true;
      }
      ThreadInfo info = jvm.getThreadInfo(id);
      id = info == null ? -1 : info.getLockOwnerId();
    }
    return false;
  }
}
