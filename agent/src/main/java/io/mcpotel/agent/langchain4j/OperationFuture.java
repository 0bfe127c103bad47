// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.langchain4j;

import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.Operation;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stands for the future of an answer that a transport returned. That one goes on waiting when the
 * client's patience is over; only who waits for it learns of a timeout.
 */
final class OperationFuture<T> extends CompletableFuture<T> {

  private static final String ENDING = "ending an operation";

  private final CompletableFuture<T> answer;
  private final Operation operation;

  OperationFuture(CompletableFuture<T> answer, Operation operation) {
    this.answer = answer;
    this.operation = operation;
    answer.whenComplete(
        (value, failure) -> {
          end(operation, failure);
          if (failure == null) {
            complete(value);
          } else {
            completeExceptionally(failure);
          }
        });
  }

  /** Ends an operation whose answer did not come by the way that all answers come. */
  static void end(Operation operation, Throwable failure) {
    if (operation.hasEnded()) {
      return;
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    Guard.run(
        ENDING,
        () -> {
          if (failure == null) {
            operation.completed();
          } else {
            operation.failed(cause == null ? failure : cause);
          }
        });
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return super.get(timeout, unit);
    } catch (TimeoutException e) {
      end(operation, e);
      throw e;
    } catch (InterruptedException e) {
      Guard.run(ENDING, operation::cancelled);
      throw e;
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    end(operation, new CancellationException());
    return answer.cancel(mayInterruptIfRunning) | super.cancel(mayInterruptIfRunning);
  }
}
