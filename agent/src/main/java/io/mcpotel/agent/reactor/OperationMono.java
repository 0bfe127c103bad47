// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.reactor;

import io.mcpotel.agent.core.Current;
import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.Operation;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

/**
 * A Mono of the SDK's that is an operation: it begins when subscribed to, so that a retry is a
 * second one, and ends once, with whatever comes first. It neither subscribes by itself nor changes
 * a signal.
 */
public final class OperationMono<T> extends MonoOperator<T, T> {

  private final Lifecycle course;

  /** What an operation's Mono means to it. */
  public interface Lifecycle {

    /**
     * Begins the operation, or returns null where there is none to begin.
     *
     * @param carried the telemetry context that the stream carries, or null
     */
    Operation begin(Object carried);

    /** The operation has begun: what else is known of it by now is noted. */
    default void begun(Operation operation) {}

    /** A value was emitted. */
    void value(Operation operation, Object value);

    /** It completes, maybe without a value. */
    default void completes(Operation operation) {}

    /** An error was emitted; by default it is what the operation ends with. */
    default void error(Operation operation, Throwable error) {
      operation.failed(error);
    }

    /** Whether the answer goes out while the signal is passed on, and the end comes after it. */
    default boolean endsAfterSignal() {
      return false;
    }
  }

  public OperationMono(Mono<? extends T> source, Lifecycle course) {
    super(Mono.class.cast(source));
    this.course = course;
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> actual) {
    Operation operation =
        Guard.make("beginning an operation", null, () -> begin(actual.currentContext()));
    if (operation == null) {
      source.subscribe(actual);
      return;
    }
    OperationSubscriber<T> subscriber = new OperationSubscriber<>(actual, operation, course);
    Current.Activation activation = Current.tryActivate(operation);
    try {
      source.subscribe(subscriber);
    } catch (Throwable t) {
      subscriber.end(t);
      throw t;
    } finally {
      activation.close();
    }
  }

  private Operation begin(Context context) {
    Operation operation = course.begin(CarriedContext.in(context));
    if (operation != null) {
      // It has begun, whatever fails from here on, and is to end.
      Guard.run("beginning an operation", () -> course.begun(operation));
    }
    return operation;
  }

  private static final class OperationSubscriber<T> implements CoreSubscriber<T>, Subscription {
    private final CoreSubscriber<? super T> actual;
    private final Operation operation;
    private final Lifecycle course;
    private final Context context;
    private final Current.OuterContext outerContext;
    private Subscription subscription;

    OperationSubscriber(CoreSubscriber<? super T> actual, Operation operation, Lifecycle course) {
      this.actual = actual;
      this.operation = operation;
      this.course = course;
      this.context = CarriedContext.put(actual.currentContext(), operation.context());
      this.outerContext = Current.outerContext(operation);
    }

    @Override
    public Context currentContext() {
      return context;
    }

    @Override
    public void onSubscribe(Subscription s) {
      subscription = s;
      actual.onSubscribe(this);
    }

    @Override
    public void onNext(T value) {
      Guard.run(
          "reading an answer",
          () -> {
            course.value(operation, value);
            if (!course.endsAfterSignal()) {
              operation.completed();
            }
          });
      try (Current.Activation outside = outerContext.tryActivate()) {
        actual.onNext(value);
      }
    }

    @Override
    public void onError(Throwable error) {
      if (!course.endsAfterSignal()) {
        end(error);
      }
      try (Current.Activation outside = outerContext.tryActivate()) {
        actual.onError(error);
      }
      end(error);
    }

    @Override
    public void onComplete() {
      if (!course.endsAfterSignal()) {
        complete();
      }
      try (Current.Activation outside = outerContext.tryActivate()) {
        actual.onComplete();
      }
      complete();
    }

    @Override
    public void request(long n) {
      try (Current.Activation inside = Current.tryActivate(operation)) {
        subscription.request(n);
      }
    }

    @Override
    public void cancel() {
      subscription.cancel();
      Guard.run("ending an operation", operation::cancelled);
    }

    void end(Throwable error) {
      if (!operation.hasEnded()) {
        Guard.run("ending an operation", () -> course.error(operation, error));
      }
    }

    private void complete() {
      if (!operation.hasEnded()) {
        Guard.run("reading an answer", () -> course.completes(operation));
        Guard.run("ending an operation", operation::completed);
      }
    }
  }
}
