// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Questions that are being answered: a few at a time, and one can wait for those of before. Only so
 * many wait, and not for ever: each has a thread of the listener that telemetry comes in by.
 */
final class Readers {

  private static final int MOST = 4;
  private static final int MOST_WAITING = 24;
  private static final long PATIENCE_SECONDS = 20;

  private final Semaphore places = new Semaphore(MOST);
  private int[] running = {0};

  <T> T ask(Question<T> question) throws StoreException {
    takePlace();
    int[] mine = begin();
    try {
      return question.answer();
    } finally {
      end(mine);
      places.release();
    }
  }

  private void takePlace() throws StoreException {
    try {
      if (places.getQueueLength() < MOST_WAITING
          && places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new StoreException("too many questions are being answered", null);
  }

  /** Returns when the questions that run now are answered; later ones are not waited for. */
  synchronized void awaitEarlier() throws InterruptedException {
    int[] earlier = running;
    running = new int[] {0};
    while (earlier[0] > 0) {
      wait();
    }
  }

  private synchronized int[] begin() {
    running[0]++;
    return running;
  }

  private synchronized void end(int[] mine) {
    mine[0]--;
    notifyAll();
  }

  interface Question<T> {
    T answer() throws StoreException;
  }
}
