// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.CarriedFields;
import io.mcpotel.agent.core.Current;
import io.mcpotel.agent.core.settings.Settings.RemoteContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where an operation belongs: the peer's context in {@code _meta}, and the thread's own. */
final class Propagation {

  private static final TextMapGetter<Map<?, ?>> META =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<?, ?> meta) {
          return CarriedFields.names(meta);
        }

        @Override
        public String get(Map<?, ?> meta, String key) {
          return meta == null ? null : CarriedFields.taken(key, meta.get(key));
        }
      };

  private final TextMapPropagator propagator;
  private final RemoteContext remoteContext;
  private final boolean alone;

  /**
   * An operation's place in a trace.
   *
   * @param parent the context to begin in
   * @param link the span to link, or null
   */
  record Place(Context parent, SpanContext link) {}

  /**
   * Makes one.
   *
   * @param alone whether nobody but the agent uses this OpenTelemetry, so that what is current
   *     without its doing is some other agent's, and no part of any trace that leaves from here
   */
  Propagation(ContextPropagators propagators, RemoteContext remoteContext, boolean alone) {
    this.propagator = propagators.getTextMapPropagator();
    this.remoteContext = remoteContext;
    this.alone = alone;
  }

  /** The fields that carry a context to the peer. */
  Map<String, String> fields(Context context) {
    Map<String, String> fields = new LinkedHashMap<>(4);
    propagator.inject(context, fields, Map::put);
    return fields;
  }

  /** The place of something that was sent from here. */
  Place ofSent(OperationContext carried) {
    Context ambient = alone ? own() : Context.current();
    boolean useCarried = carried != null && !hasSpan(ambient);
    return new Place(useCarried ? carried.context() : ambient, null);
  }

  /**
   * The place of something that was received.
   *
   * @param meta its {@code _meta}, or null
   * @param byClient whether a client received it, over a connection that it opened for something
   *     else: what is current there says nothing of the message
   */
  Place ofReceived(Map<?, ?> meta, boolean byClient) {
    Context ambient = alone || byClient ? Context.root() : ambientOfOthers();
    if (meta == null || remoteContext == RemoteContext.IGNORE) {
      return new Place(ambient, null);
    }
    if (remoteContext == RemoteContext.LINK) {
      Context remote = propagator.extract(Context.root(), meta, META);
      return new Place(ambient, hasSpan(remote) ? span(remote) : null);
    }
    Context parent = propagator.extract(ambient, meta, META);
    SpanContext around = span(ambient);
    boolean foreign = around.isValid() && !around.equals(span(parent));
    return new Place(parent, foreign ? around : null);
  }

  /**
   * What is current here, unless we made it so: where client and server share a thread, the
   * client's operation is no surrounding of the server's, and {@code _meta} names it anyway. Their
   * spans are compared, for another agent may give out a new object for the same context.
   */
  private static Context ambientOfOthers() {
    Context ambient = Context.current();
    boolean ours =
        Current.context() instanceof OperationContext own
            && own.spanContext().equals(span(ambient));
    return ours ? Context.root() : ambient;
  }

  /** What the agent itself has made current, or the root. */
  static Context own() {
    return Current.context() instanceof OperationContext own ? own.context() : Context.root();
  }

  private static boolean hasSpan(Context context) {
    return span(context).isValid();
  }

  private static SpanContext span(Context context) {
    return Span.fromContext(context).getSpanContext();
  }
}
