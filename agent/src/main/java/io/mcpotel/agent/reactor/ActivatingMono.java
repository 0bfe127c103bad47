// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.reactor;

import io.mcpotel.agent.core.Current;
import io.mcpotel.agent.core.Operation;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/** Makes an operation current while a Mono of its is subscribed to. */
public final class ActivatingMono<T> extends MonoOperator<T, T> {

  private final Operation operation;

  public ActivatingMono(Mono<? extends T> source, Operation operation) {
    super(Mono.class.cast(source));
    this.operation = operation;
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> actual) {
    try (Current.Activation activation = Current.tryActivate(operation)) {
      source.subscribe(actual);
    }
  }
}
