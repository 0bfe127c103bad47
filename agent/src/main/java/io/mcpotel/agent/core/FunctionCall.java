// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.concurrent.atomic.AtomicBoolean;

/** One call of the user's own function, within the operation that asked for it. */
public final class FunctionCall {

  private final Operation operation;
  private final long waitNanos;
  private final String threadName;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final long startNanos;
  private volatile long endNanos;
  private final Object context;

  private FunctionCall(Operation operation, boolean waited) {
    this.operation = operation;
    this.waitNanos = waited ? operation.nanosSinceFunctionFound() : -1;
    operation.functionWaited(waitNanos);
    this.threadName = Thread.currentThread().getName();
    this.startNanos = operation.wasHeld() ? System.nanoTime() : 0;
    this.context = operation.telemetry().called(this);
  }

  /**
   * Begins a call on this thread.
   *
   * @param waited whether the function had to wait for a thread after the SDK had found it
   */
  public static FunctionCall begin(Operation operation, boolean waited) {
    return new FunctionCall(operation, waited);
  }

  public Operation operation() {
    return operation;
  }

  /** How long the function waited for a thread, or -1 where it did not, or nobody knows. */
  public long waitNanos() {
    return waitNanos;
  }

  public String threadName() {
    return threadName;
  }

  /** Makes the call the thread's current one; the result undoes it. */
  public Current.Activation tryActivate() {
    return Current.tryActivate(operation, context);
  }

  /** Where its span, and its operation, are to be found. */
  public Object context() {
    return HeldTelemetry.latest(context);
  }

  /** When it began, by {@link System#nanoTime}; known only where its operation was held. */
  public long startNanos() {
    return startNanos;
  }

  /** When it ended, by {@link System#nanoTime}; known only where its operation was held. */
  public long endNanos() {
    return endNanos;
  }

  /** The function returned. */
  public void returned(boolean toolError) {
    if (end()) {
      operation.telemetry().returned(this, null, toolError);
    }
  }

  /** The function ended without a result, and the SDK will have nothing to answer with. */
  public void returnedNothing() {
    if (end()) {
      operation.hasNoResult();
      operation.telemetry().returned(this, null, false);
    }
  }

  /** The function threw, or its Mono ended in an error. */
  public void threw(Throwable failure) {
    if (end()) {
      operation.telemetry().returned(this, failure, false);
    }
  }

  private boolean end() {
    if (!ended.compareAndSet(false, true)) {
      return false;
    }
    if (operation.wasHeld()) {
      endNanos = System.nanoTime();
    }
    return true;
  }

  /** Nobody waits for its result any more. */
  public void cancelled() {
    threw(new java.util.concurrent.CancellationException());
  }
}
