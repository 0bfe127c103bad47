// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ReadersTest {

  private final Readers readers = new Readers();

  @Test
  void onlyTheQuestionsOfBeforeAreWaitedFor() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    CompletableFuture<String> earlier =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return readers.ask(
                    () -> {
                      asked.countDown();
                      await(answer);
                      return "earlier";
                    });
              } catch (StoreException e) {
                throw new IllegalStateException(e);
              }
            });
    asked.await();
    Thread waiting =
        new Thread(
            () -> {
              try {
                readers.awaitEarlier();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    waiting.start();
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    assertEquals("later", readers.ask(() -> "later"));
    assertFalse(earlier.isDone());
    answer.countDown();
    waiting.join();
    assertEquals("earlier", earlier.get());
    readers.awaitEarlier();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
