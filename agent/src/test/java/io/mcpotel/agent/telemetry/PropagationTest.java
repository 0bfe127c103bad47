// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mcpotel.agent.core.settings.Settings.RemoteContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PropagationTest {

  private static final String REMOTE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final Map<String, Object> META = Map.of("traceparent", REMOTE);

  private static final SpanContext HTTP =
      SpanContext.create(
          "0af7651916cd43dd8448eb211c80319c",
          "b7ad6b7169203331",
          TraceFlags.getSampled(),
          TraceState.getDefault());

  @Test
  void peersContextIsTheParentAndTheSurroundingSpanALink() {
    try (Scope http = surroundedByHttp()) {
      Propagation.Place place = propagation(RemoteContext.PARENT).ofReceived(META, false);

      assertEquals("00f067aa0ba902b7", span(place.parent()).getSpanId());
      assertEquals(HTTP, place.link());
    }
  }

  @Test
  void surroundingSpanIsTheParentWhereThePeerSaysNothingUsable() {
    try (Scope http = surroundedByHttp()) {
      for (Map<String, Object> meta : unusable()) {
        Propagation.Place place = propagation(RemoteContext.PARENT).ofReceived(meta, false);

        assertEquals(HTTP, span(place.parent()));
        assertNull(place.link());
      }
    }
  }

  @Test
  void strangersContextCanBeALink() {
    try (Scope http = surroundedByHttp()) {
      Propagation.Place place = propagation(RemoteContext.LINK).ofReceived(META, false);

      assertEquals(HTTP, span(place.parent()));
      assertEquals("00f067aa0ba902b7", place.link().getSpanId());
    }
  }

  @Test
  void strangersContextCanBeIgnored() {
    Propagation.Place place = propagation(RemoteContext.IGNORE).ofReceived(META, false);

    assertEquals(SpanContext.getInvalid(), span(place.parent()));
    assertNull(place.link());
  }

  @Test
  void whatIsSentBelongsToTheSurroundingSpanBeforeTheStreams() {
    OperationContext carried = OperationContext.without(context(REMOTE));
    Propagation propagation = propagation(RemoteContext.PARENT);

    assertEquals("00f067aa0ba902b7", span(propagation.ofSent(carried).parent()).getSpanId());
    try (Scope http = surroundedByHttp()) {
      assertEquals(HTTP, span(propagation.ofSent(carried).parent()));
    }
  }

  @Test
  void fieldsNameTheContextToThePeer() {
    assertEquals(META, propagation(RemoteContext.PARENT).fields(context(REMOTE)));
    assertEquals(Map.of(), propagation(RemoteContext.PARENT).fields(Context.root()));
  }

  private static List<Map<String, Object>> unusable() {
    return Arrays.asList(null, Map.of(), Map.of("traceparent", "no"), Map.of("traceparent", 7));
  }

  private static Context context(String traceparent) {
    return propagation(RemoteContext.PARENT)
        .ofReceived(Map.of("traceparent", traceparent), false)
        .parent();
  }

  private static Scope surroundedByHttp() {
    return Context.root().with(Span.wrap(HTTP)).makeCurrent();
  }

  private static SpanContext span(Context context) {
    return Span.fromContext(context).getSpanContext();
  }

  private static Propagation propagation(RemoteContext remoteContext) {
    return new Propagation(
        ContextPropagators.create(W3CTraceContextPropagator.getInstance()), remoteContext, false);
  }
}
