// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a flush on a thread of its own, and not again before that one began. */
final class Flusher implements Runnable {

  private final Runnable flush;
  private final AtomicBoolean waiting = new AtomicBoolean();

  Flusher(Runnable flush) {
    this.flush = flush;
  }

  @Override
  public void run() {
    if (waiting.compareAndSet(false, true)) {
      AgentThread.run(
          "mcp-otel-agent-flush",
          () -> {
            waiting.set(false);
            flush.run();
          });
    }
  }
}
