// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Lets one thread at a time do what takes a lock, so that no thread waits for it: who comes while
 * another is at it leaves that one what there is to do.
 */
public final class InTurn<T extends Backlog.Link> {

  /** So many are only left while a thread has lost its processor in the middle of its turn. */
  private static final int MOST_LEFT = 10_000;

  private final Consumer<T> doing;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final Backlog<T> left = new Backlog<>(MOST_LEFT);

  /**
   * Makes one.
   *
   * @param doing does what another has left; it locks for itself, for where too much is left
   */
  public InTurn(Consumer<T> doing) {
    this.doing = doing;
  }

  /** Whether it is this thread's turn, which it has to {@link #end}. */
  public boolean tryBegin() {
    return !busy.get() && busy.compareAndSet(false, true);
  }

  /** This thread's turn ends when nothing is left to do. */
  public void end() {
    try {
      doLeft();
    } finally {
      busy.set(false);
    }
    seeToLeft();
  }

  /** Leaves something to the one whose turn it is; where too much is left already, waits. */
  public void leave(T thing) {
    if (left.add(thing) == 0) {
      doing.accept(thing);
    }
    seeToLeft();
  }

  /** What was left while another was busy is left before that one, at its end, looks again. */
  private void seeToLeft() {
    while (!left.isEmpty() && tryBegin()) {
      try {
        doLeft();
      } finally {
        busy.set(false);
      }
    }
  }

  private void doLeft() {
    while (!left.isEmpty()) {
      for (T thing : left.take()) {
        // One that fails keeps none of the others from being done.
        Guard.run("doing what another thread has left", () -> doing.accept(thing));
      }
    }
  }
}
