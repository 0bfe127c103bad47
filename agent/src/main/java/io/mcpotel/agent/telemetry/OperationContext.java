// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.Session;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;

/** What the telemetry keeps for an operation or a function call while it is open. */
final class OperationContext {

  private final Context context;
  private final Span span;
  private final boolean borrowed;
  private final Session.Facts facts;

  /** Asked for often, and beside another agent made anew each time. */
  private volatile SpanContext spanContext;

  private OperationContext(Context context, Span span, boolean borrowed, Session.Facts facts) {
    this.context = context;
    this.span = span;
    this.borrowed = borrowed;
    this.facts = facts;
  }

  /** Of something that has no span. */
  static OperationContext without(Context context) {
    return new OperationContext(context, null, false, null);
  }

  /** Of something with a span of its own, and what was known of the session when that began. */
  static OperationContext with(Span span, Context parent, Session.Facts facts) {
    return new OperationContext(MicrometerTracing.with(parent, span), span, false, facts);
  }

  /** Of something that the current span stands for, which its owner names and ends. */
  static OperationContext within(Span span, Context context, Session.Facts facts) {
    return new OperationContext(context, span, true, facts);
  }

  /** The context whose span a measurement may name: not one of another OpenTelemetry. */
  static Context exemplarOf(Object context) {
    return context instanceof OperationContext own ? own.context() : Context.root();
  }

  /** What is current while it runs. */
  Context context() {
    return context;
  }

  /** The span that stands for it, or null where none does. */
  Span span() {
    return span;
  }

  boolean borrowed() {
    return borrowed;
  }

  Session.Facts facts() {
    return facts;
  }

  /** That of the span which is current while it runs, be it another's. */
  SpanContext spanContext() {
    SpanContext known = spanContext;
    if (known == null) {
      known = Span.fromContext(context).getSpanContext();
      spanContext = known;
    }
    return known;
  }
}
