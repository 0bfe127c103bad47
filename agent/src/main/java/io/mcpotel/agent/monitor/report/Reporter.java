// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.report;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.http.HttpPost;
import io.mcpotel.agent.monitor.HealthSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Tells a hub, again and again, how the server is, and at last that it ends. What could not be sent
 * is not kept: each report has the totals. All of it is on a thread of ours, but for the last.
 */
final class Reporter {

  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final HealthSource healthSource;
  private final Supplier<ReportBody> makesBody;
  private final HttpPost hub;
  private final Duration interval;
  private final ReportSchedule pace;
  private final AtomicBoolean started = new AtomicBoolean();
  private final CountDownLatch ending = new CountDownLatch(1);
  private final ReentrantLock sending = new ReentrantLock();
  private ReportBody body;

  /**
   * Makes one that does nothing yet.
   *
   * @param makesBody looks up what is in every report, which may take a while
   */
  Reporter(
      HealthSource healthSource,
      Supplier<ReportBody> makesBody,
      HttpPost hub,
      Duration interval,
      ReportSchedule pace) {
    this.healthSource = healthSource;
    this.makesBody = makesBody;
    this.hub = hub;
    this.interval = interval;
    this.pace = pace;
  }

  /** There is a server: from now on it is reported. */
  void start(ThreadFactory threads) {
    if (started.compareAndSet(false, true)) {
      try {
        threads.newThread(this::run).start();
      } catch (OutOfMemoryError e) {
        // Whoever hears of the server again tries again.
        started.set(false);
        throw e;
      }
    }
  }

  private void run() {
    prepare();
    Duration pause = interval;
    try {
      while (!ending.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        pause = report(TIMEOUT_NANOS, false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The JVM ends: says goodbye, if that takes no longer than this. A hub that has not answered the
   * report before, or that asked for a pause, gets nothing.
   */
  void end(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    ending.countDown();
    if (started.get()
        && !pace.isToLeaveAlone()
        && sending.tryLock(nanos / 2, TimeUnit.NANOSECONDS)) {
      try {
        report(deadline - System.nanoTime(), true);
      } finally {
        sending.unlock();
      }
    }
  }

  private Duration report(long nanos, boolean isLast) {
    sending.lock();
    try {
      if (!isLast && ending.getCount() == 0) {
        return interval;
      }
      prepare();
      byte[] json = body.of(healthSource.now(), memory(), isLast);
      return pace.after(hub.send(json, Duration.ofNanos(nanos)));
    } catch (IOException e) {
      return pace.after(e);
    } catch (Throwable t) {
      AgentLog.report("reporting", t);
      return interval;
    } finally {
      sending.unlock();
    }
  }

  /** Before it is needed in a hurry. */
  private void prepare() {
    sending.lock();
    try {
      if (body == null) {
        body = makesBody.get();
      }
    } catch (RuntimeException | LinkageError e) {
      AgentLog.report("reporting", e);
    } finally {
      sending.unlock();
    }
  }

  /** How many bytes of its memory the JVM uses, or -1 where it does not say. */
  private static long memory() {
    try {
      MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
      return memory.getHeapMemoryUsage().getUsed() + memory.getNonHeapMemoryUsage().getUsed();
    } catch (RuntimeException | LinkageError e) {
      return -1;
    }
  }
}
