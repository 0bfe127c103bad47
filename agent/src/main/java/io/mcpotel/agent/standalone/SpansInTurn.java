// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Gives the SDK's batch processor its first span under the agent's class loader: it registers a
 * metric callback then, which keeps the thread's context class loader for good, and that would be
 * an application's.
 */
final class FirstSpanGuard implements SpanProcessor {

  private final SpanProcessor processor;
  private volatile boolean begun;

  FirstSpanGuard(SpanProcessor processor) {
    this.processor = processor;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (begun) {
      processor.onEnd(span);
    } else {
      onFirstEnd(span);
    }
  }

  private synchronized void onFirstEnd(ReadableSpan span) {
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    thread.setContextClassLoader(FirstSpanGuard.class.getClassLoader());
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
