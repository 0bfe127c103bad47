// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.destination;

import java.util.concurrent.TimeUnit;

/**
 * Lets the application answer first: to start OpenTelemetry takes as much of the CPU as a small
 * server's own start, and what happens until then is kept.
 */
final class StartDelay {

  private long end;

  /**
   * Begins now.
   *
   * @param nanos how long it lasts, unless it is cut
   */
  StartDelay(long nanos) {
    end = System.nanoTime() + nanos;
  }

  /** It lasts no longer than this from now on. */
  synchronized void cutTo(long nanos) {
    long earlier = System.nanoTime() + nanos;
    if (earlier - end < 0) {
      end = earlier;
      notifyAll();
    }
  }

  /** Waits for its end; not on a thread of others. */
  synchronized void await() {
    try {
      for (long left = left(); left > 0; left = left()) {
        // Not for no time, which is for ever.
        wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long left() {
    return end - System.nanoTime();
  }
}
