// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/**
 * The text that a thread has read off the wire last, until it handles what was made of that.
 *
 * @param size its bytes, or -1 where it was not seen
 * @param json the text itself where somebody wants it, or null
 */
public record ReadText(long size, String json) {

  public static final ReadText UNSEEN = new ReadText(-1, null);

  /** One for each thread, never removed: it belongs to the agent, which stays. */
  private static final ThreadLocal<ReadText> LAST = ThreadLocal.withInitial(() -> UNSEEN);

  /** This thread has read it. */
  public void isRead() {
    LAST.set(this);
  }

  /** What this thread has read last, once. */
  public static ReadText take() {
    ReadText last = LAST.get();
    if (last != UNSEEN) {
      LAST.set(UNSEEN);
    }
    return last;
  }
}
