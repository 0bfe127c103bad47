// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.health;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadDumpTest {

  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void end() throws InterruptedException {
    over.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private Thread start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    threads.add(thread);
    thread.start();
    return thread;
  }

  private void awaitOver() {
    try {
      over.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitState(Thread thread, Thread.State state) {
    while (thread.getState() != state) {
      Thread.onSpinWait();
    }
  }

  @Test
  void saysWhoWaitsForWhomAndThatFirst() {
    Object monitor = new Object();
    ReentrantLock lock = new ReentrantLock();
    Thread holder =
        start(
            "holder",
            () -> {
              lock.lock();
              synchronized (monitor) {
                awaitOver();
              }
              lock.unlock();
            });
    awaitState(holder, Thread.State.WAITING);
    Thread waiter =
        start(
            "waiter",
            () -> {
              synchronized (monitor) {
                awaitOver();
              }
            });
    awaitState(waiter, Thread.State.BLOCKED);

    String dump = ThreadDump.take();

    // A thread of another test may be blocked at that moment, too.
    int first = dump.indexOf("\"waiter\" #" + waiter.getId() + " BLOCKED on java.lang.Object@");
    assertTrue(first >= 0 && first < dump.indexOf(" RUNNABLE"), dump);
    assertTrue(dump.contains(" held by \"holder\" #" + holder.getId() + "\n"), dump);
    assertTrue(dump.contains("\t- holds java.lang.Object@"), dump);
    assertTrue(dump.contains("\t- holds java.util.concurrent.locks.ReentrantLock$"), dump);
    assertTrue(dump.contains("java.util.concurrent.CountDownLatch.await("), dump);
  }

  @Test
  void whatManyDoIsToldOnce() {
    for (int i = 0; i < 20; i++) {
      awaitState(start("pool-thread-" + i, this::awaitOver), Thread.State.WAITING);
    }
    start("mcp-otel-agent-test", this::awaitOver);

    String dump = ThreadDump.take();

    assertTrue(dump.contains("\"pool-thread-7\" #"), dump);
    assertFalse(dump.contains("\"pool-thread-8\" #"), dump);
    assertTrue(dump.contains(" and 12 more WAITING on "), dump);
    assertFalse(dump.contains("mcp-otel-agent-test"), "the agent's own are of no interest");
  }

  @Test
  void isBounded() {
    for (int i = 0; i < 200; i++) {
      int depth = 20 + i;
      start("deep-" + i, () -> deep(depth));
    }
    threads.forEach(thread -> awaitState(thread, Thread.State.WAITING));

    String dump = ThreadDump.take();

    assertTrue(dump.length() < 70_000, () -> "it has " + dump.length() + " characters");
    assertTrue(dump.matches("(?s).*… and \\d+ more threads"), dump);
  }

  private void deep(int more) {
    if (more == 0) {
      awaitOver();
    } else {
      deep(more - 1);
    }
  }
}
