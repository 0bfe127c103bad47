// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.alert;

import io.mcpotel.agent.core.AgentLog;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Sends alerts on one thread of ours, which is there while there is something to send. */
final class Webhooks implements Consumer<Alert> {

  private final List<Webhook> all;
  private final Consumer<Runnable> threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean isRunning;
  private boolean hasNews;
  private boolean ends;

  /**
   * Makes one.
   *
   * @param threads runs a task on a thread of ours
   */
  Webhooks(List<Webhook> all, Consumer<Runnable> threads) {
    this.all = List.copyOf(all);
    this.threads = threads;
  }

  /** It is sent soon; whoever calls does not wait for that. */
  @Override
  public void accept(Alert alert) {
    if (all.isEmpty()) {
      return;
    }
    all.forEach(webhook -> webhook.add(alert));
    wake();
  }

  /** The JVM ends: what waits is tried once more, at once. */
  void lastTry() {
    lock.lock();
    try {
      ends = true;
      hasNews = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Until all is sent, or was tried for the last time, or so much time has passed. */
  void await(long nanos) throws InterruptedException {
    lock.lock();
    try {
      for (long left = nanos; isRunning && left > 0; ) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      hasNews = true;
      changed.signalAll();
      if (!isRunning) {
        isRunning = true;
        threads.accept(this::run);
      }
    } catch (Throwable t) {
      // The next alert tries again.
      isRunning = false;
      AgentLog.report("starting to send alerts", t);
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (rest(deliver())) {
        // There is more to do.
      }
    } catch (Throwable t) {
      AgentLog.report("sending alerts", t);
      stopped();
    }
  }

  private long deliver() {
    boolean last = startsLook();
    long next = Webhook.NEVER;
    for (Webhook webhook : all) {
      if (last) {
        webhook.hurry();
      }
      next = Math.min(next, webhook.deliver());
    }
    return last ? Webhook.NEVER : next;
  }

  private boolean startsLook() {
    lock.lock();
    try {
      hasNews = false;
      return ends;
    } finally {
      lock.unlock();
    }
  }

  /** Until it is time, or something new is to be sent; false where the thread is to end. */
  private boolean rest(long nanos) throws InterruptedException {
    lock.lock();
    try {
      if (nanos == Webhook.NEVER && !hasNews) {
        isRunning = false;
        changed.signalAll();
        return false;
      }
      for (long left = Math.min(nanos, TimeUnit.HOURS.toNanos(1)); !hasNews && left > 0; ) {
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void stopped() {
    lock.lock();
    try {
      isRunning = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
