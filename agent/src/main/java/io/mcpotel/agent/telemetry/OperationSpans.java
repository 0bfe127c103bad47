// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.Conventions;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.Peer;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.Wire;
import io.mcpotel.agent.core.settings.Settings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Writes each operation as a span, by the MCP semantic conventions. */
final class OperationSpans {

  private final Tracer tracer;
  private final Propagation propagation;
  private final Settings settings;
  private final boolean describesSampledOnly;

  /**
   * Makes one.
   *
   * @param describesSampledOnly whether no sampler looks at more than the ids: then nothing is made
   *     for a span that is not sampled
   */
  OperationSpans(
      Tracer tracer, Propagation propagation, Settings settings, boolean describesSampledOnly) {
    this.tracer = tracer;
    this.propagation = propagation;
    this.settings = settings;
    this.describesSampledOnly = describesSampledOnly;
  }

  OperationContext start(Operation operation, OperationContext carried, Map<?, ?> meta) {
    boolean sent = operation.kind() == Operation.Kind.CLIENT;
    Propagation.Place place =
        sent
            ? propagation.ofSent(carried)
            : propagation.ofReceived(meta, operation.session().isClient());
    if (settings.excludesSpan(operation.kind(), operation.method())) {
      return OperationContext.without(place.parent());
    }
    Span outer =
        sent && settings.enrichClientSpans() ? OuterToolSpan.of(operation, place.parent()) : null;
    Session.Facts facts = operation.session().facts();
    if (outer != null) {
      describe(operation, facts, outer::setAttribute);
      return OperationContext.within(outer, place.parent(), facts);
    }
    SpanBuilder builder =
        tracer
            .spanBuilder(
                describesSampledOnly
                    ? operation.method()
                    : name(operation, operation.method(), true))
            .setSpanKind(sent ? SpanKind.CLIENT : SpanKind.SERVER)
            .setParent(place.parent());
    if (!describesSampledOnly) {
      describe(operation, facts, builder::setAttribute);
    }
    if (place.link() != null) {
      builder.addLink(place.link());
    }
    builder.setStartTimestamp(operation.epochNanosAt(operation.startNanos()), TimeUnit.NANOSECONDS);
    Span span = builder.startSpan();
    if (describesSampledOnly && span.isRecording()) {
      span.updateName(name(operation, operation.method(), true));
      describe(operation, facts, span::setAttribute);
    }
    return OperationContext.with(span, place.parent(), facts);
  }

  void identify(Operation operation) {
    Span span = ((OperationContext) operation.context()).span();
    if (span != null && span.isRecording()) {
      span.setAttribute(Keys.REQUEST_ID, operation.shownRequestId());
    }
  }

  void end(Operation operation, Outcome outcome, long nanos) {
    OperationContext context = (OperationContext) operation.context();
    Span span = context.span();
    if (span == null) {
      return;
    }
    long end = operation.epochNanosAt(operation.startNanos() + nanos);
    if (span.isRecording()) {
      Session.Facts facts = operation.session().facts();
      if (facts != context.facts()) {
        describe(facts, false, span::setAttribute);
      }
      boolean known = operation.isMethodKnown();
      if (!context.borrowed() && (!known || !operation.isTargetKnown())) {
        span.updateName(name(operation, known ? operation.method() : Methods.OTHER, false));
      }
      if (operation.answer().result() != null) {
        span.setAttribute(Keys.TOOL_RESULT, operation.answer().result());
      }
      describe(operation, outcome, context, end);
    }
    if (!context.borrowed()) {
      span.end(end, TimeUnit.NANOSECONDS);
    }
  }

  private static void describe(
      Operation operation, Outcome outcome, OperationContext context, long end) {
    Span span = context.span();
    if (outcome.statusCode() != null) {
      span.setAttribute(Keys.STATUS_CODE, outcome.statusCode().toString());
    }
    if (outcome.errorType() == null) {
      return;
    }
    span.setAttribute(Keys.ERROR_TYPE, outcome.errorType());
    if (context.borrowed()) {
      // Whether what it stands for has failed is for its owner to say.
      return;
    }
    String message = outcome.message();
    span.setStatus(StatusCode.ERROR, message == null ? "" : message);
    if (outcome.exception() != null) {
      ExceptionEvents.add(span, operation, outcome.exception(), end);
    }
  }

  private static void describe(Operation operation, Session.Facts facts, Attributes attributes) {
    attributes.set(Keys.METHOD, operation.method());
    attributes.setIfKnown(Keys.OPERATION, Conventions.operationName(operation.method()));
    Target target = operation.target();
    switch (target.kind()) {
      case TOOL -> attributes.set(Keys.TOOL, target.name());
      case PROMPT -> attributes.set(Keys.PROMPT, target.name());
      case RESOURCE -> attributes.setIfKnown(Keys.RESOURCE_URI, target.name());
      case NONE -> {}
    }
    operation
        .arguments()
        .forEach((name, value) -> attributes.set(AttributeKey.stringKey(name), value));
    attributes.setIfKnown(Keys.REQUEST_ID, operation.shownRequestId());
    boolean sent = operation.kind() == Operation.Kind.CLIENT;
    describe(facts, sent && operation.session().isClient(), attributes);
  }

  private static void describe(Session.Facts facts, boolean withAddress, Attributes attributes) {
    attributes.setIfKnown(Keys.SESSION_ID, facts.id());
    attributes.setIfKnown(Keys.PROTOCOL_VERSION, facts.protocolVersion());
    describe(facts.clientInfo(), Keys.CLIENT_NAME, Keys.CLIENT_VERSION, attributes);
    describe(facts.serverInfo(), Keys.SERVER_NAME, Keys.SERVER_VERSION, attributes);
    Wire wire = facts.wire();
    attributes.setIfKnown(Keys.NETWORK_TRANSPORT, wire.transport());
    attributes.setIfKnown(Keys.NETWORK_PROTOCOL, wire.protocol());
    if (withAddress && wire.serverAddress() != null) {
      attributes.setIfKnown(Keys.SERVER_ADDRESS, wire.serverAddress());
      attributes.setIfKnown(Keys.SERVER_PORT, wire.serverPort().longValue());
    }
  }

  private static void describe(
      Peer peer, AttributeKey<String> name, AttributeKey<String> version, Attributes attributes) {
    if (peer != null) {
      attributes.setIfKnown(name, peer.name());
      attributes.setIfKnown(version, peer.version());
    }
  }

  private static String name(Operation operation, String method, boolean withTarget) {
    return withTarget && operation.target().isNamed()
        ? method + " " + operation.target().name()
        : method;
  }

  /** A span or a span's builder, as far as it takes attributes. */
  private interface Attributes {
    <T> Object set(AttributeKey<T> key, T value);

    default <T> void setIfKnown(AttributeKey<T> key, T value) {
      if (value != null) {
        set(key, value);
      }
    }
  }
}
