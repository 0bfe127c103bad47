// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.HandlerInvocation;
import io.mcpotel.agent.core.LogContext;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Metrics;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.OperationStart;
import io.mcpotel.agent.core.Outlets;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.Wire;
import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.core.event.Records;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What will be dropped is not made. */
class OverloadTest {

  private final List<Attributes> shown = new ArrayList<>();
  private final List<Event> added = new ArrayList<>();
  private boolean room = true;

  @Test
  void callThatIsNotSampledHasOneEmptySpanAndNoneForItsFunction() {
    Operation operation = open(writer(new Watching(Sampler.alwaysOff())));

    HandlerInvocation call = HandlerInvocation.begin(operation, false);

    assertEquals(List.of(Attributes.empty()), shown);
    assertFalse(((OperationContext) operation.context()).span().isRecording());
    assertSame(operation.context(), call.context());
    call.returned(false);
    operation.completed();
  }

  @Test
  void callThatIsSampledHasASpanForItsFunction() {
    Operation operation = open(writer(new Watching(Sampler.alwaysOn())));

    HandlerInvocation call = HandlerInvocation.begin(operation, false);

    assertNotSame(operation.context(), call.context());
    call.returned(false);
    operation.completed();
  }

  @Test
  void whereThereIsNoRoomForItsRecordACallMakesNone() {
    Operation first = open(writer(Sampler.alwaysOff()));
    first.completed();
    assertEquals(1, added.size());
    room = false;

    open(writer(Sampler.alwaysOff())).completed();

    assertEquals(1, added.size());
  }

  /** Keeps what a sampler is shown. */
  private final class Watching implements Sampler {
    private final Sampler sampler;

    Watching(Sampler sampler) {
      this.sampler = sampler;
    }

    @Override
    public SamplingResult shouldSample(
        Context parent,
        String traceId,
        String name,
        SpanKind kind,
        Attributes attributes,
        List<LinkData> links) {
      shown.add(attributes);
      return sampler.shouldSample(parent, traceId, name, kind, attributes, links);
    }

    @Override
    public String getDescription() {
      return sampler.getDescription();
    }
  }

  private final class Room implements Records {
    @Override
    public boolean admits() {
      return room;
    }

    @Override
    public void add(Event event) {
      added.add(event);
    }
  }

  private OpenTelemetryWriter writer(Sampler sampler) {
    return OpenTelemetryWriter.alone(
        SdkTracerProvider.builder().setSampler(sampler).build(),
        ContextPropagators.noop(),
        Settings.from(Configuration.of("")),
        "test",
        new Outlets(Metrics.NONE, new Room(), () -> {}));
  }

  private static Operation open(OpenTelemetryWriter writer) {
    Application application = new Application(Settings.from(Configuration.of("")), LogContext.NONE);
    application.switchTo(writer);
    return application.open(
        new OperationStart(
            Session.server("s", Wire.HTTP, true),
            Operation.Kind.SERVER,
            Methods.TOOLS_CALL,
            new Target(Target.Kind.TOOL, "echo"),
            false,
            1,
            new Object(),
            null,
            Map.of()),
        null,
        null);
  }
}
