// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.util.concurrent.Semaphore;

/** Questions that are being answered: a few at a time, and one can wait for those of before. */
final class Readers {

  private static final int MOST = 4;

  private final Semaphore places = new Semaphore(MOST);
  private int[] running = {0};

  <T> T ask(Question<T> question) throws StoreException {
    places.acquireUninterruptibly();
    int[] mine = begin();
    try {
      return question.answer();
    } finally {
      end(mine);
      places.release();
    }
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
