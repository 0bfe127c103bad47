// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.reactor;

import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.HandlerInvocation;
import java.util.function.Predicate;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

/** The Mono that the handler returned: the call ends with it. */
public final class HandlerMono<T> extends MonoOperator<T, T> {

  private final HandlerInvocation call;
  private final Predicate<Object> toolError;

  public HandlerMono(
      Mono<? extends T> source, HandlerInvocation call, Predicate<Object> toolError) {
    super(Mono.class.cast(source));
    this.call = call;
    this.toolError = toolError;
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> actual) {
    try (HandlerInvocation.ThreadVisit visit = call.enter()) {
      source.subscribe(new FunctionSubscriber<>(actual, call, toolError));
    }
  }

  private static final class FunctionSubscriber<T> implements CoreSubscriber<T>, Subscription {
    private final CoreSubscriber<? super T> actual;
    private final HandlerInvocation call;
    private final Predicate<Object> toolError;
    private final Context context;
    private Subscription subscription;

    FunctionSubscriber(
        CoreSubscriber<? super T> actual, HandlerInvocation call, Predicate<Object> toolError) {
      this.actual = actual;
      this.call = call;
      this.toolError = toolError;
      this.context = CarriedContext.put(actual.currentContext(), call.context());
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
      end(() -> call.returned(toolError.test(value)));
      actual.onNext(value);
    }

    @Override
    public void onError(Throwable error) {
      end(() -> call.threw(error));
      actual.onError(error);
    }

    @Override
    public void onComplete() {
      end(call::returnedNothing);
      actual.onComplete();
    }

    @Override
    public void request(long n) {
      try (HandlerInvocation.ThreadVisit visit = call.enter()) {
        subscription.request(n);
      }
    }

    @Override
    public void cancel() {
      subscription.cancel();
      end(call::cancelled);
    }

    private static void end(Guard.Task how) {
      Guard.run("ending the call of a function", how);
    }
  }
}
