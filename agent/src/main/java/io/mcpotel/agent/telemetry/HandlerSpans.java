// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.HandlerInvocation;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Seconds;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.settings.Settings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.concurrent.TimeUnit;

/** Writes each invocation of the handler as a span below its operation's. */
final class HandlerSpans {

  private final Tracer tracer;
  private final Settings settings;
  private final boolean sampledAsParent;

  /**
   * Makes one.
   *
   * @param sampledAsParent whether no sampler lets a span through whose parent it does not
   */
  HandlerSpans(Tracer tracer, Settings settings, boolean sampledAsParent) {
    this.tracer = tracer;
    this.settings = settings;
    this.sampledAsParent = sampledAsParent;
  }

  OperationContext start(HandlerInvocation call) {
    Operation operation = call.operation();
    OperationContext parent = (OperationContext) operation.context();
    if (!settings.handlerSpans() || sampledAsParent && isNotSampled(parent.span())) {
      return parent;
    }
    SpanBuilder builder =
        tracer
            .spanBuilder(name(operation))
            .setSpanKind(SpanKind.INTERNAL)
            .setParent(parent.context())
            .setAttribute(Keys.THREAD_NAME, call.threadName());
    Target target = operation.target();
    switch (target.kind()) {
      case TOOL -> builder.setAttribute(Keys.TOOL, target.name());
      case PROMPT -> builder.setAttribute(Keys.PROMPT, target.name());
      case RESOURCE -> {
        if (target.name() != null) {
          builder.setAttribute(Keys.RESOURCE_URI, target.name());
        }
      }
      case NONE -> {}
    }
    if (call.waitNanos() >= 0) {
      builder.setAttribute(Keys.HANDLER_WAIT, Seconds.of(call.waitNanos()));
    }
    builder.setStartTimestamp(operation.epochNanosAt(call.startNanos()), TimeUnit.NANOSECONDS);
    Span span = builder.startSpan();
    return OperationContext.with(span, parent.context(), null);
  }

  void end(HandlerInvocation call, String errorType, Throwable failure) {
    OperationContext context = (OperationContext) call.context();
    if (context == call.operation().context()) {
      return;
    }
    Span span = context.span();
    if (errorType != null) {
      span.setAttribute(Keys.ERROR_TYPE, errorType);
      span.setStatus(StatusCode.ERROR);
    }
    long end = call.operation().epochNanosAt(call.endNanos());
    if (failure != null) {
      ExceptionEvents.add(span, call.operation(), failure, end);
    }
    span.end(end, TimeUnit.NANOSECONDS);
  }

  private static boolean isNotSampled(Span span) {
    return span != null && !span.isRecording();
  }

  private static String name(Operation operation) {
    return switch (operation.method()) {
      case Methods.TOOLS_CALL -> "execute_tool " + operation.target().name();
      case Methods.PROMPTS_GET -> "get_prompt " + operation.target().name();
      case Methods.RESOURCES_READ -> "read_resource";
      default -> "complete";
    };
  }
}
