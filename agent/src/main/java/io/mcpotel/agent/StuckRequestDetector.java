// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.AgentThread;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.settings.Measuring;
import io.mcpotel.agent.core.settings.Settings;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Looks out, on a thread of its own, for requests that wait for their answer for too long. */
final class StuckRequestDetector {

  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(5);
  private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private final long stuckAfter;
  private final boolean wanted;
  private final Queue<WeakReference<Application>> applications;
  private final AtomicBoolean started = new AtomicBoolean();

  StuckRequestDetector(Settings settings, Queue<WeakReference<Application>> applications) {
    this.stuckAfter = settings.measuring().stuckAfter().toNanos();
    this.wanted =
        settings.showsDetails() && !settings.measuring().stuckAfter().equals(Measuring.NEVER);
    this.applications = applications;
  }

  /** There is an application to look at. */
  void start() {
    if (!wanted || !started.compareAndSet(false, true)) {
      return;
    }
    try {
      AgentThread.run("mcp-otel-agent-watch", this::run);
    } catch (Throwable t) {
      // The next application tries again.
      started.set(false);
      AgentLog.report("starting to look for stuck requests", t);
    }
  }

  private void run() {
    long pause = Math.max(SHORTEST_PAUSE, Math.min(LONGEST_PAUSE, stuckAfter / 8));
    while (true) {
      LockSupport.parkNanos(pause);
      look();
    }
  }

  /** Apart, so that no application is held on to while this thread rests. */
  private void look() {
    for (WeakReference<Application> reference : applications) {
      Application application = reference.get();
      if (application != null) {
        Guard.run("looking for stuck requests", () -> application.emitStuck(stuckAfter));
      }
    }
  }
}
