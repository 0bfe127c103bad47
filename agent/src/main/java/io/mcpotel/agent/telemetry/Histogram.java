// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.Backlog;
import io.mcpotel.agent.core.InTurn;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.context.Context;

/**
 * A histogram that calls do not wait at: those of OpenTelemetry's SDK lock each series and each
 * exemplar.
 */
final class Histogram {

  private interface Instrument {
    void record(double value, Attributes attributes, Context context);
  }

  private static final class Measurement extends Backlog.Link {
    private final double value;
    private final Attributes attributes;
    private final Context context;

    Measurement(double value, Attributes attributes, Context context) {
      this.value = value;
      this.attributes = attributes;
      this.context = context;
    }
  }

  private final Instrument instrument;
  private final InTurn<Measurement> turn;

  private Histogram(Instrument instrument) {
    this.instrument = instrument;
    this.turn =
        new InTurn<>(other -> instrument.record(other.value, other.attributes, other.context));
  }

  static Histogram of(DoubleHistogram histogram) {
    return new Histogram(histogram::record);
  }

  static Histogram of(LongHistogram histogram) {
    return new Histogram(
        (value, attributes, context) -> histogram.record((long) value, attributes, context));
  }

  void record(double value, Attributes attributes, Context context) {
    if (!turn.tryBegin()) {
      turn.leave(new Measurement(value, attributes, context));
      return;
    }
    try {
      instrument.record(value, attributes, context);
    } finally {
      turn.end();
    }
  }
}
