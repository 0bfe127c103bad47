// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.mcpotel.agent.core.Backlog;
import io.mcpotel.agent.core.InTurn;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Gives the SDK's batch processor one span at a time: it wakes its exporter under a lock. The first
 * one it gets under the agent's class loader: it registers a metric callback then, which keeps the
 * thread's context class loader for good, and that would be an application's.
 */
final class SpansInTurn implements SpanProcessor {

  private final SpanProcessor processor;
  private final InTurn<Ended> turn = new InTurn<>(ended -> process(ended.span));
  private volatile boolean begun;

  private static final class Ended extends Backlog.Link {
    private final ReadableSpan span;

    Ended(ReadableSpan span) {
      this.span = span;
    }
  }

  SpansInTurn(SpanProcessor processor) {
    this.processor = processor;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (!turn.tryBegin()) {
      turn.leave(new Ended(span));
      return;
    }
    try {
      process(span);
    } finally {
      turn.end();
    }
  }

  private void process(ReadableSpan span) {
    if (begun) {
      processor.onEnd(span);
      return;
    }
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    thread.setContextClassLoader(SpansInTurn.class.getClassLoader());
    try {
      processor.onEnd(span);
      begun = true;
    } finally {
      thread.setContextClassLoader(loader);
    }
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    processor.onStart(parent, span);
  }

  @Override
  public boolean isStartRequired() {
    return processor.isStartRequired();
  }

  @Override
  public boolean isEndRequired() {
    return processor.isEndRequired();
  }

  @Override
  public CompletableResultCode shutdown() {
    return processor.shutdown();
  }

  @Override
  public CompletableResultCode forceFlush() {
    return processor.forceFlush();
  }
}
