// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.lang.reflect.Field;

/**
 * Micrometer's bridge to OpenTelemetry keeps the span that it has made current in the context, and
 * takes that one for the current span wherever it finds it, whatever span has become current since.
 */
final class MicrometerTracing {

  private static final String BRIDGE = "io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext";

  /** What the bridge keeps its span under, or null where there is no bridge. */
  private static final ContextKey<?> KEY = key();

  private MicrometerTracing() {}

  /** The context with this span, so that what Micrometer observes in it is below that, too. */
  static Context with(Context context, Span span) {
    Context result = context.with(span);
    return KEY == null || context.get(KEY) == null ? result : result.with(KEY, null);
  }

  private static ContextKey<?> key() {
    try {
      Class<?> bridge = Class.forName(BRIDGE, false, MicrometerTracing.class.getClassLoader());
      for (Field field : bridge.getDeclaredFields()) {
        if (field.getType() == ContextKey.class) {
          field.setAccessible(true);
          return (ContextKey<?>) field.get(null);
        }
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      // Then there is none that we know.
    }
    return null;
  }
}
