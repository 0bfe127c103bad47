// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Finds what belongs to a message that goes from one thread to another: the operation of one that
 * is being written, maybe after its end, or the event of one that was read. It remembers a few
 * hundred, and forgets rather than grows.
 */
public final class OutboundMessages<T> {

  private static final int SLOTS = 512;

  /** None where nobody will look for anything. */
  private final AtomicReferenceArray<Waiting<T>> slots;

  private record Waiting<T>(int key, T item) {}

  /**
   * Makes one that knows of no message.
   *
   * @param on whether anything will be looked for
   */
  OutboundMessages(boolean on) {
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
  public void expect(int key, T item) {
    if (slots != null) {
      slots.set(slot(key), new Waiting<>(key, item));
    }
  }

  /** What belongs to the message that has this key, or null; it is forgotten. */
  public T take(int key) {
    if (slots == null) {
      return null;
    }
    Waiting<T> waiting = slots.get(slot(key));
    return waiting != null && waiting.key() == key && slots.compareAndSet(slot(key), waiting, null)
        ? waiting.item()
        : null;
  }

  private static int slot(int key) {
    return Math.floorMod(key ^ key >>> 16, SLOTS);
  }
}
