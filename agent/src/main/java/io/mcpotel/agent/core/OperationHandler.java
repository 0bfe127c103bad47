// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/** What is known of the handler that the SDK has for a request. */
public final class OperationHandler extends Marks {

  private static final int FOUND = 1;
  private static final int CALLED = 1 << 1;

  private volatile long foundNanos;
  private volatile long waitNanos = -1;
  private volatile HandlerInvocation running;

  OperationHandler() {}

  /** The SDK found it: it knows the tool, prompt or resource by that name. */
  public boolean markFound() {
    if (isFound()) {
      return false;
    }
    // Whoever sees that it is found sees since when.
    foundNanos = System.nanoTime();
    return mark(FOUND);
  }

  /** Whether the SDK has found it, and so knows the name that was asked for. */
  public boolean isFound() {
    return isMarked(FOUND);
  }

  /** How long ago the SDK found it, or -1 where that was not seen. */
  long nanosSinceFound() {
    return isFound() ? System.nanoTime() - foundNanos : -1;
  }

  boolean markCalled() {
    return mark(CALLED);
  }

  /** Whether it was called at all. */
  public boolean isCalled() {
    return isMarked(CALLED);
  }

  /** How long it waited for a thread, or -1 where nobody knows. */
  public long waitNanos() {
    return waitNanos;
  }

  void setWaitNanos(long nanos) {
    waitNanos = nanos;
  }

  /** The invocation of it that has not ended, or null. */
  public HandlerInvocation running() {
    return running;
  }

  void setRunning(HandlerInvocation invocation) {
    running = invocation;
  }

  /** This thread works for it, if it runs, until the result is closed. */
  HandlerInvocation.ThreadVisit enter() {
    HandlerInvocation invocation = running;
    return invocation == null ? null : invocation.enterAlreadyCurrent();
  }
}
