// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.settings.HealthRules;
import io.mcpotel.agent.core.settings.Settings;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Looks how the servers are, on a thread of ours, from the first server on. */
final class HealthMonitor {

  private static final long LONGEST_PAUSE = 1_000_000_000L;
  private static final long SHORTEST_PAUSE = 10_000_000L;
  private static final long REPORTS = 10_000_000_000L;

  private final StateEvaluator evaluator;
  private final Consumer<Runnable> thread;
  private final boolean possible;
  private final boolean measured;
  private final long pause;
  private final List<Consumer<ServerHealth>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile boolean hasServer;

  HealthMonitor(StateEvaluator evaluator, Settings settings, Consumer<Runnable> thread) {
    this.evaluator = evaluator;
    this.thread = thread;
    this.possible = settings.hasMetrics();
    this.measured = settings.measuring().all();
    HealthRules.Rule checks = settings.health().unresponsive();
    this.pause =
        checks == null
            ? LONGEST_PAUSE
            : Math.max(
                SHORTEST_PAUSE, Math.min(LONGEST_PAUSE, StateEvaluator.interval(checks) / 2));
  }

  void addListener(Consumer<ServerHealth> listener) {
    listeners.add(listener);
    startIfWanted();
  }

  void thereIsAServer() {
    hasServer = true;
    startIfWanted();
  }

  private void startIfWanted() {
    boolean wanted = possible && hasServer && (measured || !listeners.isEmpty());
    if (!wanted || !started.compareAndSet(false, true)) {
      return;
    }
    try {
      thread.accept(this::run);
    } catch (Throwable t) {
      // The next server, or listener, tries again.
      started.set(false);
      AgentLog.report("starting to look how the servers are", t);
    }
  }

  private void run() {
    long lastReport = System.nanoTime() - REPORTS;
    while (true) {
      boolean due = System.nanoTime() - lastReport >= REPORTS;
      if (due) {
        lastReport = System.nanoTime();
      }
      Guard.run("looking how the servers are", () -> look(due));
      LockSupport.parkNanos(pause);
    }
  }

  /** Apart, so that no application is held on to while this thread rests. */
  private void look(boolean due) {
    ServerHealth news = evaluator.news(due);
    if (news != null) {
      for (Consumer<ServerHealth> listener : listeners) {
        Guard.run("telling how the servers are", () -> listener.accept(news));
      }
    }
  }
}
