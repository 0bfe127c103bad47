// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import io.mcpotel.hub.store.StoreException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What is asked of the store while its asker asks for something else: each of many small questions
 * is planned and read by one thread for the most part.
 */
final class Meanwhile<T> {

  private final FutureTask<T> task;

  private Meanwhile(FutureTask<T> task) {
    this.task = task;
  }

  static <T> Meanwhile<T> ask(Questions<T> questions) {
    FutureTask<T> task = new FutureTask<>(questions::ask);
    Thread thread = new Thread(task, "hub-question");
    thread.setDaemon(true);
    thread.start();
    return new Meanwhile<>(task);
  }

  T answer() throws StoreException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException failed) {
        throw failed;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("the question was interrupted", e);
    }
  }

  /** What may fail as the store does. */
  interface Questions<T> {
    T ask() throws StoreException;
  }
}
