// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** One invocation of a handler, within the operation that asked for it. */
public final class HandlerInvocation extends Marks {

  private static final String COUNTING = "counting what a function uses";

  private static final int ENDED = 1;

  private final Operation operation;
  private final long waitNanos;
  private final String threadName;
  private final long startNanos;
  private final ResourceUsage usage;
  private final Object context;
  private volatile long endNanos;

  /** The work that was begun last; it leads to what was begun before it. */
  private volatile ThreadVisit latest;

  private static final AtomicReferenceFieldUpdater<HandlerInvocation, ThreadVisit> LATEST =
      AtomicReferenceFieldUpdater.newUpdater(HandlerInvocation.class, ThreadVisit.class, "latest");

  private HandlerInvocation(Operation operation, boolean waited) {
    this.operation = operation;
    this.waitNanos = waited ? operation.handler().nanosSinceFound() : -1;
    operation.handler().setWaitNanos(waitNanos);
    this.threadName = Thread.currentThread().getName();
    this.startNanos = System.nanoTime();
    this.usage = operation.measuresDetails() ? new ResourceUsage() : null;
    this.context = operation.telemetry().called(this);
    operation.handler().setRunning(this);
  }

  /**
   * Begins a call on this thread.
   *
   * @param waited whether the function had to wait for a thread after the SDK had found it
   */
  public static HandlerInvocation begin(Operation operation, boolean waited) {
    return new HandlerInvocation(operation, waited);
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

  /** What it has used, or null where that is not to be measured. */
  public ResourceUsage usage() {
    return usage;
  }

  /** A thread that works for it just now, the last to begin, or null where none is known to. */
  public Thread thread() {
    ThreadVisit visit = underWay(latest);
    return visit == null ? null : visit.thread;
  }

  /** This one, or the next before it that is not closed. */
  private static ThreadVisit underWay(ThreadVisit visit) {
    ThreadVisit here = visit;
    while (here != null && here.thread == null) {
      here = here.before;
    }
    return here;
  }

  /** This thread works for the call until the result is closed, and the call is current on it. */
  public ThreadVisit enter() {
    return new ThreadVisit(this, Current.tryActivate(operation, context));
  }

  /** Counts this thread's work for the call until the result is closed. */
  ThreadVisit enterAlreadyCurrent() {
    return new ThreadVisit(this, Current.Activation.NOOP);
  }

  /** A thread's work for the call, maybe beside that of others. */
  public static final class ThreadVisit implements AutoCloseable {
    private final HandlerInvocation call;
    private final Current.Activation activation;
    private final ResourceUsage.Segment segment;

    /** Null when it is closed. */
    private volatile Thread thread = Thread.currentThread();

    /** Leads to none that was closed before this one was, so that there is no end of them. */
    private volatile ThreadVisit before;

    private ThreadVisit(HandlerInvocation call, Current.Activation activation) {
      this.call = call;
      this.activation = activation;
      this.segment = begin(call.usage);
      ThreadVisit last;
      do {
        last = call.latest;
        before = underWay(last);
      } while (!LATEST.compareAndSet(call, last, this));
    }

    private static ResourceUsage.Segment begin(ResourceUsage usage) {
      return usage == null ? null : Guard.make(COUNTING, null, usage::begin);
    }

    @Override
    public void close() {
      thread = null;
      before = underWay(before);
      if (segment != null) {
        Guard.run(COUNTING, () -> call.usage.end(segment));
      }
      activation.close();
    }
  }

  /** Where its span, and its operation, are to be found. */
  public Object context() {
    return BufferedTelemetry.latest(context);
  }

  /** When it began, by {@link System#nanoTime}. */
  public long startNanos() {
    return startNanos;
  }

  /** When it ended, by {@link System#nanoTime}. */
  public long endNanos() {
    return endNanos;
  }

  /** The function returned. */
  public void returned(boolean toolError) {
    end(toolError ? Outcome.TOOL_ERROR : null, null);
  }

  /** The function ended without a result, and the SDK will have nothing to answer with. */
  public void returnedNothing() {
    if (!isMarked(ENDED)) {
      operation.answer().markNoResult();
    }
    end(null, null);
  }

  /** The function threw, or its Mono ended in an error. */
  public void threw(Throwable failure) {
    end(Outcome.errorType(failure), failure);
  }

  /** Nobody waits for its result any more. */
  public void cancelled() {
    threw(new java.util.concurrent.CancellationException());
  }

  /** It goes on where nobody sees it, for a reason that is an error type of {@link Outcome}. */
  void abandoned(String errorType) {
    end(errorType, null);
  }

  private void end(String errorType, Throwable failure) {
    if (!mark(ENDED)) {
      return;
    }
    endNanos = System.nanoTime();
    operation.handler().setRunning(null);
    if (usage != null) {
      usage.finish();
    }
    operation.telemetry().returned(this, errorType, failure);
  }
}
