// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Things that wait for a thread to see to them. Any thread adds to them without a lock, so that no
 * call waits for another, and one takes them all at once.
 */
public final class Backlog<T extends Backlog.Link> {

  /** Stands where nothing is taken any more. */
  private static final Link CLOSED = new Link() {};

  private final int most;

  /** What came last; it leads to what came before it. */
  private final AtomicReference<Link> last = new AtomicReference<>();

  /** What a thing has to be, so that no object is needed to keep it. */
  public abstract static class Link {
    private Link before;
    private int number = 1;

    private void comesAfter(Link other) {
      before = other;
      number = other == null ? 1 : other.number + 1;
    }
  }

  /**
   * Makes an empty one.
   *
   * @param most how many may wait
   */
  public Backlog(int most) {
    this.most = most;
  }

  public boolean isEmpty() {
    Link newest = last.get();
    return newest == null || newest == CLOSED;
  }

  public boolean isClosed() {
    return last.get() == CLOSED;
  }

  /** Whether nothing more would be taken. */
  public boolean isFull() {
    return isFull(last.get());
  }

  private boolean isFull(Link newest) {
    return newest != null && (newest == CLOSED || newest.number >= most);
  }

  /** Adds a thing; the result tells how many are waiting with it, and is 0 if it was not taken. */
  public int add(T thing) {
    Link added = thing;
    Link newest;
    do {
      newest = last.get();
      if (isFull(newest)) {
        return 0;
      }
      added.comesAfter(newest);
    } while (!last.compareAndSet(newest, added));
    return added.number;
  }

  /** Takes out all, in the order in which they came. */
  public List<T> take() {
    return inOrder(last.getAndSet(null));
  }

  /** The same, and nothing is added from then on. */
  public List<T> takeAndClose() {
    return inOrder(last.getAndSet(CLOSED));
  }

  @SuppressWarnings("unchecked")
  private List<T> inOrder(Link newest) {
    List<T> taken = new ArrayList<>();
    Link thing = newest == CLOSED ? null : newest;
    while (thing != null) {
      taken.add((T) thing);
      Link before = thing.before;
      // It may be kept a while longer than those before it.
      thing.before = null;
      thing = before;
    }
    Collections.reverse(taken);
    return taken;
  }
}
