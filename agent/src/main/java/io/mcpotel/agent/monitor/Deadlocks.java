// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashSet;
import java.util.Set;

/** Asks the JVM, which stands still for it, now and then for threads that wait for each other. */
final class Deadlocks {

  private static final long PAUSE = 30_000_000_000L;

  /** A thread behind more others than these is not looked for. */
  private static final int LONGEST_QUEUE = 50;

  private final long patience;
  private boolean asked;
  private long lastAsked;
  private Set<Long> deadlocked = Set.of();

  /**
   * @param patience how old a request is before it is asked
   */
  Deadlocks(long patience) {
    this.patience = Math.min(patience, PAUSE);
  }

  /**
   * The name of a thread that works for one of these requests and is held by a deadlock, be it part
   * of it or not; null where there is none.
   */
  String held(OpenRequests open, long now) {
    try {
      return open.threads().isEmpty() ? null : heldNow(open, now);
    } catch (LinkageError e) {
      // A JVM may be built without its management.
      return null;
    }
  }

  private String heldNow(OpenRequests open, long now) {
    ThreadMXBean jvm = ManagementFactory.getThreadMXBean();
    if (open.oldestNanos() > patience && (!asked || now - lastAsked >= PAUSE)) {
      asked = true;
      lastAsked = now;
      deadlocked = found(jvm);
    }
    deadlocked = still(deadlocked, jvm);
    if (deadlocked.isEmpty()) {
      return null;
    }
    for (Thread thread : open.threads()) {
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

  /** Those that wait for each other without an end: some give up after a time, or are told to. */
  private static Set<Long> still(Set<Long> before, ThreadMXBean jvm) {
    Set<Long> still = new HashSet<>();
    for (long id : before) {
      ThreadInfo info = jvm.getThreadInfo(id);
      if (info != null
          && info.getThreadState() != Thread.State.TIMED_WAITING
          && before.contains(info.getLockOwnerId())) {
        still.add(id);
      }
    }
    return still.size() == before.size() || still.isEmpty() ? still : still(still, jvm);
  }

  private boolean isHeld(long thread, ThreadMXBean jvm) {
    long id = thread;
    for (int i = 0; i < LONGEST_QUEUE && id >= 0; i++) {
      if (deadlocked.contains(id)) {
        return true;
      }
      ThreadInfo info = jvm.getThreadInfo(id);
      id =
          info == null || info.getThreadState() == Thread.State.TIMED_WAITING
              ? -1
              : info.getLockOwnerId();
    }
    return false;
  }
}
