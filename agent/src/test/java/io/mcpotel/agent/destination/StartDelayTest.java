// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.destination;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StartDelayTest {

  private static final long FOR_EVER = TimeUnit.DAYS.toNanos(1);

  @Test
  void itEndsByItself() {
    long start = System.nanoTime();
    new StartDelay(20_000_000).await();
    assertTrue(System.nanoTime() - start >= 20_000_000);
  }

  @Test
  void whoWaitsGoesOnWhenItIsCut() throws InterruptedException {
    StartDelay delay = new StartDelay(FOR_EVER);
    Thread waiting = new Thread(delay::await);
    waiting.start();

    delay.cutTo(FOR_EVER / 2);
    delay.cutTo(0);

    waiting.join();
    delay.await();
  }

  @Test
  void itIsNotMadeLonger() {
    StartDelay delay = new StartDelay(0);
    delay.cutTo(FOR_EVER);
    delay.await();
  }
}
