// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.destination;

import io.mcpotel.agent.core.AgentLog;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Runs a flush on a thread of its own, and not again before that one began. */
final class Flusher implements Runnable {

  private final Runnable flush;
  private final Consumer<Runnable> threads;
  private final AtomicBoolean waiting = new AtomicBoolean();

  /**
   * Makes one.
   *
   * @param threads runs a task on a thread of its own
   */
  Flusher(Runnable flush, Consumer<Runnable> threads) {
    this.flush = flush;
    this.threads = threads;
  }

  @Override
  public void run() {
    if (!waiting.compareAndSet(false, true)) {
      return;
    }
    try {
      threads.accept(
          () -> {
            waiting.set(false);
            flush.run();
          });
    } catch (Throwable t) {
      waiting.set(false);
      AgentLog.report("starting to flush", t);
    }
  }
}
