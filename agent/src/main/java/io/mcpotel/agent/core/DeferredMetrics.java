// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import io.mcpotel.agent.core.event.Event;
import java.util.concurrent.CompletableFuture;

/** Metrics that are only just being set up: nobody waits, and what is measured waits for them. */
public final class DeferredMetrics implements Metrics {

  private final CompletableFuture<Metrics> metrics;

  public DeferredMetrics(CompletableFuture<Metrics> metrics) {
    this.metrics = metrics;
  }

  /** Until it is known what waits is measured. */
  @Override
  public boolean measuresDetails() {
    Metrics ready = metrics.getNow(null);
    return ready == null || ready.measuresDetails();
  }

  @Override
  public void record(Operation operation, Outcome outcome, long nanos) {
    metrics.thenAccept(ready -> ready.record(operation, outcome, nanos));
  }

  @Override
  public void record(Session session, Session.End end) {
    metrics.thenAccept(ready -> ready.record(session, end));
  }

  @Override
  public void record(HandlerInvocation call, String errorType) {
    metrics.thenAccept(ready -> ready.record(call, errorType));
  }

  @Override
  public void record(Operation operation, boolean received, long bytes) {
    metrics.thenAccept(ready -> ready.record(operation, received, bytes));
  }

  @Override
  public void onEvent(Event event) {
    metrics.thenAccept(ready -> ready.onEvent(event));
  }

  @Override
  public void redacted(String rule) {
    metrics.thenAccept(ready -> ready.redacted(rule));
  }

  @Override
  public void watch(Application application) {
    metrics.thenAccept(ready -> ready.watch(application));
  }

  @Override
  public void onDetached(Application application) {
    metrics.thenAccept(ready -> ready.onDetached(application));
  }
}
