// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The messages that a raw peer has received, and a way to wait for one. */
public final class Inbox {

  private final List<Map<String, Object>> messages = new ArrayList<>();

  public synchronized void add(Map<String, Object> message) {
    messages.add(message);
    notifyAll();
  }

  /** Returns such a message once only. */
  synchronized Map<String, Object> take(Predicate<Map<String, Object>> wanted, Duration atMost) {
    Map<String, Object> message = await(wanted, atMost);
    messages.remove(message);
    return message;
  }

  public synchronized Map<String, Object> await(
      Predicate<Map<String, Object>> wanted, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      for (Map<String, Object> message : messages) {
        if (wanted.test(message)) {
          return message;
        }
      }
      long remaining = deadline - System.nanoTime();
      if (remaining <= 0) {
        throw new AssertionError(
            "No such message within " + atMost + ", last of all came " + newest());
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, remaining);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while waiting for a message", e);
      }
    }
  }

  private List<Map<String, Object>> newest() {
    return messages.subList(Math.max(0, messages.size() - 5), messages.size());
  }
}
