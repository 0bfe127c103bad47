// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.Conventions;
import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.record.RecordSink;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;

/** Writes events as log records of an OpenTelemetry. */
public final class LogRecords implements RecordSink {

  private static final String EVENT_NAME = "setEventName";

  private final Logger logger;
  private final boolean hasEventNames;
  private final EventAttributes attributes = new EventAttributes();

  /** Writes to one OpenTelemetry's log records. */
  public LogRecords(LoggerProvider loggers, String version) {
    logger =
        loggers
            .loggerBuilder(OpenTelemetryWriter.SCOPE)
            .setInstrumentationVersion(version)
            .setSchemaUrl(Conventions.SCHEMA_URL)
            .build();
    hasEventNames = hasEventNames(logger.logRecordBuilder().getClass());
  }

  /** Before 1.50 a log record had none, and what bridges an older API ignores them. */
  private static boolean hasEventNames(Class<?> builder) {
    try {
      return builder.getMethod(EVENT_NAME, String.class).getDeclaringClass()
          != LogRecordBuilder.class;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  @Override
  public void write(Event event) {
    LogRecordBuilder builder =
        logger
            .logRecordBuilder()
            .setTimestamp(event.epochNanos(), TimeUnit.NANOSECONDS)
            .setContext(context(event))
            .setSeverity(severity(event.severity()))
            .setSeverityText(event.severity().name())
            .setBody(event.body());
    if (hasEventNames) {
      builder.setEventName(event.name());
    } else {
      builder.setAttribute(Keys.EVENT_NAME, event.name());
    }
    Object[] pairs = attributes.of(event);
    for (int i = 0; i < pairs.length; i += 2) {
      set(builder, (AttributeKey<?>) pairs[i], pairs[i + 1]);
    }
    builder.emit();
  }

  @SuppressWarnings("unchecked")
  private static <T> void set(LogRecordBuilder builder, AttributeKey<T> key, Object value) {
    builder.setAttribute(key, (T) value);
  }

  @Override
  public void flush() {}

  /** What the event belongs to; of another OpenTelemetry's span only the ids are to be had. */
  public static Context context(Event event) {
    if (event.context() instanceof OperationContext own) {
      return own.context();
    }
    if (event.traceId() == null) {
      return Context.root();
    }
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.create(
                    event.traceId(),
                    event.spanId(),
                    TraceFlags.getDefault(),
                    TraceState.getDefault())));
  }

  /** How the API calls it. */
  public static Severity severity(Event.Severity severity) {
    return switch (severity) {
      case INFO -> Severity.INFO;
      case WARN -> Severity.WARN;
      case ERROR -> Severity.ERROR;
    };
  }
}
