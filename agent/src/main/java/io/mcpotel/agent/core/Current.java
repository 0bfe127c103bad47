// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.function.Function;
import java.util.function.Predicate;

/** The operation that a thread works for. */
public final class Current {

  /**
   * One for each thread, never removed: it belongs to the agent, which stays, and holds an
   * operation only while one is current.
   */
  private static final ThreadLocal<ThreadState> STATE = ThreadLocal.withInitial(ThreadState::new);

  private Current() {}

  /** The thread's operation, or null. */
  public static Operation operation() {
    return STATE.get().operation;
  }

  /** The context of the thread's operation, or of the function call within it, or null. */
  public static Object context() {
    return STATE.get().context;
  }

  /** Makes an operation current, but not over a function call of its own that is so already. */
  public static Activation tryActivate(Operation operation) {
    return STATE.get().operation == operation
        ? Activation.NOOP
        : tryActivate(operation, operation.context());
  }

  /**
   * Makes an operation and a context of it current until the result is closed. Where that fails,
   * nothing is current and nothing is thrown: the caller goes on with the application's work.
   */
  static Activation tryActivate(Operation operation, Object context) {
    ThreadState state = STATE.get();
    return Guard.make(
        "making an operation current",
        Activation.NOOP,
        () ->
            // Whoever else carries contexts over threads may have put another one in its place.
            state.context == context && operation.telemetry().isCurrent(context)
                ? Activation.NOOP
                : new Activation(state, operation, operation, context));
  }

  /** What is current here and now, for when something outside of this operation must run. */
  public static OuterContext outerContext(Operation operation) {
    ThreadState state = STATE.get();
    return new OuterContext(operation, state.operation, current(operation));
  }

  /** The thread's own context, or null where that cannot be told. */
  private static Object current(Operation operation) {
    return Guard.make("looking at the thread's context", null, operation.telemetry()::current);
  }

  /**
   * Carries the current operation, and what the application has made current within it, over to the
   * thread that runs a task. Reactor calls it for every task of every scheduler, so it returns the
   * task untouched where no operation is current.
   *
   * @param belongsToNone recognises tasks that work for all operations
   */
  public static Function<Runnable, Runnable> carrier(Predicate<Runnable> belongsToNone) {
    return task -> {
      ThreadState state = STATE.get();
      return state.operation == null || belongsToNone.test(task)
          ? task
          : new CarryingTask(task, state.operation);
    };
  }

  private static final class ThreadState {
    private Operation operation;
    private Object context;
  }

  /**
   * What was current when an operation began.
   *
   * @param operation the operation that began
   * @param around the operation that was current then, or null
   * @param context the context that was current then
   */
  public record OuterContext(Operation operation, Operation around, Object context) {

    /**
     * Undoes the operation's being current, if it is so on this thread, until closed. On a thread
     * that works for none, such as one of an HTTP client's, what goes on belongs to the operation
     * around this one.
     */
    public Activation tryActivate() {
      ThreadState state = STATE.get();
      boolean elsewhere = state.operation == null && around != null && !around.hasEnded();
      if (state.operation != operation && !elsewhere) {
        return Activation.NOOP;
      }
      return Guard.make(
          "putting back the thread's context",
          Activation.NOOP,
          () -> new Activation(state, operation, around, context));
    }
  }

  /** Something being current; closing it puts back what was current before. */
  public static final class Activation implements AutoCloseable {

    static final Activation NOOP = new Activation();

    private final ThreadState state;
    private final Operation previousOperation;
    private final Object previousContext;
    private final AutoCloseable scope;
    private final LogContext logContext;
    private final Object savedLog;

    private Activation() {
      state = null;
      previousOperation = null;
      previousContext = null;
      scope = null;
      logContext = null;
      savedLog = null;
    }

    private Activation(ThreadState state, Operation owner, Operation operation, Object context) {
      this.state = state;
      this.previousOperation = state.operation;
      this.previousContext = state.context;
      // Where this throws, nothing has changed. From here on nothing may.
      this.scope = owner.telemetry().activate(context);
      state.operation = operation;
      state.context = context;
      this.logContext = owner.application().logContext();
      // What is sent from within an operation leaves the log lines with that operation.
      boolean served = operation != null && operation.kind() == Operation.Kind.SERVER;
      this.savedLog =
          served
              ? Guard.make(
                  "naming an operation in log lines",
                  null,
                  () -> log(owner.telemetry(), operation, context))
              : null;
    }

    @Override
    public void close() {
      if (state == null) {
        return;
      }
      state.operation = previousOperation;
      state.context = previousContext;
      if (savedLog != null) {
        Guard.run("putting back the log context", () -> logContext.restore(savedLog));
      }
      Guard.run("putting back the thread's context", () -> scope.close());
    }

    private Object log(Telemetry telemetry, Operation operation, Object context) {
      if (!logContext.works()) {
        return null;
      }
      // The application's log may go where the telemetry goes: an id is the same in both.
      return logContext.put(
          telemetry.traceId(context),
          telemetry.spanId(context),
          operation.session().facts().id(),
          operation.shownRequestId());
    }
  }

  private static final class CarryingTask implements Runnable {
    private final Runnable task;
    private final Operation operation;
    private final Object context;

    CarryingTask(Runnable task, Operation operation) {
      this.task = task;
      this.operation = operation;
      this.context = Current.current(operation);
    }

    @Override
    public void run() {
      // A task that outlives its operation, such as a transport's loop, belongs to none.
      try (Activation activation =
              operation.hasEnded() ? Activation.NOOP : tryActivate(operation, context);
          HandlerInvocation.ThreadVisit visit = operation.handler().enter()) {
        task.run();
      }
    }
  }
}
