// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.Operation;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Adds exceptions to spans, with their messages only where the user lets them out. */
final class ExceptionEvents {

  private ExceptionEvents() {}

  static void add(Span span, Operation operation, Throwable exception, long epochNanos) {
    if (!span.isRecording()) {
      return;
    }
    AttributesBuilder attributes =
        Attributes.builder()
            .put(Keys.EXCEPTION_TYPE, exception.getClass().getName())
            .put(Keys.EXCEPTION_STACKTRACE, stackTrace(operation, exception));
    String message = message(operation, exception);
    if (message != null) {
      attributes.put(Keys.EXCEPTION_MESSAGE, message);
    }
    span.addEvent("exception", attributes.build(), epochNanos, TimeUnit.NANOSECONDS);
  }

  /** As {@code printStackTrace} would have it, but that also prints every message. */
  private static String stackTrace(Operation operation, Throwable exception) {
    StringBuilder text = new StringBuilder();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable t = exception; t != null && seen.add(t); t = t.getCause()) {
      text.append(t == exception ? "" : "Caused by: ").append(t.getClass().getName());
      String message = message(operation, t);
      if (message != null) {
        text.append(": ").append(message);
      }
      text.append('\n');
      for (StackTraceElement frame : t.getStackTrace()) {
        text.append("\tat ").append(frame).append('\n');
      }
    }
    return text.toString();
  }

  private static String message(Operation operation, Throwable exception) {
    return operation.application().privacy().error(operation, exception.getMessage());
  }
}
