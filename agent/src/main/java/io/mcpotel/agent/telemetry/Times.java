// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.Epoch;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import java.util.concurrent.TimeUnit;

/** Gives spans that are written after the fact the times of what they stand for. */
final class Times {

  private Times() {}

  /** Sets when a span starts, by {@link System#nanoTime}, where that is not now. */
  static void start(SpanBuilder builder, boolean past, long nanoTime) {
    if (past) {
      builder.setStartTimestamp(Epoch.at(nanoTime), TimeUnit.NANOSECONDS);
    }
  }

  /** Ends a span, then where that is not now. */
  static void end(Span span, boolean past, long nanoTime) {
    if (past) {
      span.end(Epoch.at(nanoTime), TimeUnit.NANOSECONDS);
    } else {
      span.end();
    }
  }
}
