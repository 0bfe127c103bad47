// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InTurnTest {

  private static final int MOST_LEFT = 10_000;
  private static final int THREADS = 8;

  /** Fewer in all than may be left, however long the one whose turn it is loses its processor. */
  private static final int EACH = 1_000;

  private static final class Thing extends Backlog.Link {}

  /** Only right where no two threads ever count at the same time. */
  private int count;

  private final InTurn<Thing> turn = new InTurn<>(left -> count++);

  @Test
  void whatComesMeanwhileIsDoneAtTheEndOfTheTurn() {
    assertTrue(turn.tryBegin());
    assertFalse(turn.tryBegin());
    turn.leave(new Thing());
    assertEquals(0, count);

    turn.end();

    assertEquals(1, count);
    assertTrue(turn.tryBegin());
  }

  @Test
  void whatIsLeftToNobodyIsDoneAtOnce() {
    turn.leave(new Thing());

    assertEquals(1, count);
  }

  @Test
  void whatFailsKeepsNothingElseFromBeingDone() {
    List<String> done = new ArrayList<>();
    InTurn<Thing> failing =
        new InTurn<>(
            left -> {
              done.add("one");
              throw new IllegalStateException("a bug");
            });
    failing.tryBegin();
    failing.leave(new Thing());
    failing.leave(new Thing());

    failing.end();

    assertEquals(List.of("one", "one"), done);
    assertTrue(failing.tryBegin());
  }

  @Test
  void whatIsTooMuchToBeLeftIsDoneByWhoBringsIt() {
    turn.tryBegin();
    for (int i = 0; i < MOST_LEFT; i++) {
      turn.leave(new Thing());
    }
    assertEquals(0, count);

    turn.leave(new Thing());

    assertEquals(1, count);
    turn.end();
    assertEquals(MOST_LEFT + 1, count);
  }

  @Test
  void everythingIsDoneOnceWhoeverComes() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(
          new Thread(
              () -> {
                for (int j = 0; j < EACH; j++) {
                  if (turn.tryBegin()) {
                    count++;
                    turn.end();
                  } else {
                    turn.leave(new Thing());
                  }
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals(THREADS * EACH, count);
  }
}
