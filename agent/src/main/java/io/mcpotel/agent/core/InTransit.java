// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Finds the operation of a message that is being written, maybe by another thread and after its
 * end. It remembers a few hundred, and forgets rather than grows.
 */
public final class InTransit {

  private static final int SLOTS = 512;

  /** None where nobody will look at what is written. */
  private final AtomicReferenceArray<Waiting> slots;

  private record Waiting(int key, Operation operation) {}

  /**
   * Makes one that knows of no message.
   *
   * @param on whether what is written will be looked at
   */
  InTransit(boolean on) {
    slots = on ? new AtomicReferenceArray<>(SLOTS) : null;
  }

  /** The key of a notification, which may be without parameters. */
  public static int ofNotification(String method, Object params) {
    return params == null ? method.hashCode() : System.identityHashCode(params);
  }

  /** The key of the answer to a request with this id, as it is kept, where nobody saw it made. */
  public static int ofAnswer(Object requestId) {
    return ~requestId.hashCode();
  }

  /** A message with this key, made of its id or its identity, is on its way. */
  public void expect(int key, Operation operation) {
    if (slots != null) {
      slots.set(slot(key), new Waiting(key, operation));
    }
  }

  /** The operation whose message has this key, or null; it is forgotten. */
  public Operation take(int key) {
    if (slots == null) {
      return null;
    }
    Waiting waiting = slots.get(slot(key));
    return waiting != null && waiting.key() == key && slots.compareAndSet(slot(key), waiting, null)
        ? waiting.operation()
        : null;
  }

  private static int slot(int key) {
    return Math.floorMod(key ^ key >>> 16, SLOTS);
  }
}
