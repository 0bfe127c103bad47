// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.Session;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;

/**
 * What the telemetry keeps for an operation or a function call while it is open.
 *
 * @param context what is current while it runs
 * @param span the span that stands for it, or null where none does
 * @param borrowed whether that span is another's, who names and ends it
 * @param facts what was known of the session when the span began
 */
record OperationContext(Context context, Span span, boolean borrowed, Session.Facts facts) {

  /** One that has a span of its own, or none. */
  OperationContext(Context context, Span span, Session.Facts facts) {
    this(context, span, false, facts);
  }
}
