// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FlusherTest {

  private final AtomicInteger flushes = new AtomicInteger();
  private final List<Runnable> begun = new ArrayList<>();

  @Test
  void flushThatHasNotBegunIsNotAskedForTwice() {
    Flusher flusher = new Flusher(flushes::incrementAndGet, begun::add);

    flusher.run();
    flusher.run();
    begun.get(0).run();
    flusher.run();

    assertEquals(2, begun.size());
    assertEquals(1, flushes.get());
  }

  @Test
  void threadThatCannotBeStartedIsTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    Flusher flusher =
        new Flusher(
            flushes::incrementAndGet,
            task -> {
              if (tries.getAndIncrement() == 0) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              task.run();
            });

    flusher.run();
    flusher.run();

    assertEquals(1, flushes.get());
  }
}
