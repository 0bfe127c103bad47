// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Conventions;
import io.mcpotel.agent.core.HandlerInvocation;
import io.mcpotel.agent.core.LogContext;
import io.mcpotel.agent.core.Metrics;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.OperationStart;
import io.mcpotel.agent.core.Outlets;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.Wire;
import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.core.event.FieldMap;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever tells a time of an operation tells the same one. */
class OneClockTest {

  private final List<SpanData> spans = new ArrayList<>();
  private final List<Event> records = new ArrayList<>();
  private final Settings settings = Settings.from(Configuration.of(""));
  private final Application application = new Application(settings, LogContext.NONE);

  /** Keeps the spans that have ended. */
  private final class Kept implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      spans.add(span.toSpanData());
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }

  @Test
  void spansAndRecordOfAnOperationHaveItsTimes() {
    try (SdkTracerProvider tracers =
        SdkTracerProvider.builder().addSpanProcessor(new Kept()).build()) {
      application.switchTo(
          OpenTelemetryWriter.alone(
              tracers,
              ContextPropagators.noop(),
              settings,
              "1",
              new Outlets(Metrics.NONE, records::add, () -> {})));
      Operation operation =
          application.open(
              new OperationStart(
                  Session.server("s", Wire.HTTP, true),
                  Operation.Kind.SERVER,
                  "tools/call",
                  new Target(Target.Kind.TOOL, "echo"),
                  false,
                  1,
                  null,
                  null,
                  Map.of()),
              null,
              null);
      HandlerInvocation.begin(operation, false).threw(new IllegalStateException("broke"));
      operation.failed(new IllegalStateException("broke"));
    }

    SpanData function = spans.get(0);
    SpanData span = spans.get(1);
    Event record = records.get(0);
    assertEquals(
        (span.getEndEpochNanos() - span.getStartEpochNanos()) / 1e9,
        FieldMap.of(record).get("mcp.operation.duration"));
    assertEquals(span.getEndEpochNanos(), record.epochNanos());
    assertTrue(function.getStartEpochNanos() >= span.getStartEpochNanos());
    assertTrue(function.getEndEpochNanos() <= span.getEndEpochNanos());
    for (SpanData one : spans) {
      assertEquals(one.getEndEpochNanos(), one.getEvents().get(0).getEpochNanos());
      assertEquals(Conventions.SCHEMA_URL, one.getInstrumentationScopeInfo().getSchemaUrl());
    }
  }
}
