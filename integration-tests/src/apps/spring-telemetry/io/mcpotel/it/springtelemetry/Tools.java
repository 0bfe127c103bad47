// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.springtelemetry;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import org.springframework.ai.tool.annotation.Tool;

/** What the server offers. */
public class Tools {

  private final OpenTelemetry openTelemetry;
  private final ObservationRegistry observations;

  Tools(OpenTelemetry openTelemetry, ObservationRegistry observations) {
    this.openTelemetry = openTelemetry;
    this.observations = observations;
  }

  @Tool(name = "look", description = "Says which span is current, and makes two of its own")
  public String look() {
    String current = Span.current().getSpanContext().getSpanId();
    openTelemetry.getTracer("application").spanBuilder("traced").startSpan().end();
    Observation.createNotStarted("observed", observations).observe(() -> {});
    return current;
  }
}
