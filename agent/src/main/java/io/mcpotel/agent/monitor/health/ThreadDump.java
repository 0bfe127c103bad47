// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.health;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What all threads of the JVM do, those that wait for a lock first, and those that do the same
 * together. It goes into one field of a record, so it is bounded.
 */
final class ThreadDump {

  private static final int MOST_CHARACTERS = 64 * 1024;
  private static final int MOST_FRAMES = 64;
  private static final int MOST_NAMES = 8;
  private static final String OWN = "mcp-otel-agent";

  private final StringBuilder text = new StringBuilder();

  private ThreadDump() {}

  static String take() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    ThreadInfo[] all =
        threads.dumpAllThreads(
            threads.isObjectMonitorUsageSupported(), threads.isSynchronizerUsageSupported());
    return of(Stream.of(all).filter(thread -> thread != null));
  }

  private static String of(Stream<ThreadInfo> threads) {
    Map<String, List<String>> byDoing = new LinkedHashMap<>();
    threads
        .filter(thread -> !thread.getThreadName().startsWith(OWN))
        .sorted(Comparator.comparingInt(ThreadDump::rank))
        .forEach(
            thread ->
                byDoing
                    .computeIfAbsent(doing(thread), doing -> new ArrayList<>())
                    .add('"' + thread.getThreadName() + "\" #" + thread.getThreadId()));
    ThreadDump dump = new ThreadDump();
    int left = byDoing.values().stream().mapToInt(List::size).sum();
    for (Map.Entry<String, List<String>> some : byDoing.entrySet()) {
      if (!dump.add(some.getValue(), some.getKey())) {
        return dump.text + "… and " + left + " more threads";
      }
      left -= some.getValue().size();
    }
    return dump.text.toString();
  }

  /** Who waits for a lock is looked for first, then who does something. */
  private static int rank(ThreadInfo thread) {
    return switch (thread.getThreadState()) {
      case BLOCKED -> 0;
      case RUNNABLE -> 1;
      case WAITING -> 2;
      default -> 3;
    };
  }

  private boolean add(List<String> names, String doing) {
    String head = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)));
    String more = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
    if (text.length() + head.length() + more.length() + doing.length() > MOST_CHARACTERS) {
      return false;
    }
    text.append(head).append(more).append(doing);
    return true;
  }

  private static String doing(ThreadInfo thread) {
    StringBuilder text = new StringBuilder(" ").append(thread.getThreadState());
    LockInfo awaited = thread.getLockInfo();
    if (awaited != null) {
      text.append(" on ").append(awaited);
    }
    if (thread.getLockOwnerName() != null) {
      text.append(" held by \"").append(thread.getLockOwnerName()).append('"');
      text.append(" #").append(thread.getLockOwnerId());
    }
    text.append('\n');
    StackTraceElement[] stack = thread.getStackTrace();
    for (int i = 0; i < Math.min(stack.length, MOST_FRAMES); i++) {
      text.append("\tat ").append(stack[i]).append('\n');
      for (MonitorInfo monitor : thread.getLockedMonitors()) {
        if (monitor.getLockedStackDepth() == i) {
          text.append("\t- holds ").append(monitor).append('\n');
        }
      }
    }
    for (LockInfo lock : thread.getLockedSynchronizers()) {
      text.append("\t- holds ").append(lock).append('\n');
    }
    return text.toString();
  }
}
