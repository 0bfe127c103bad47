// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.mcpotel.agent.core.AnnouncedSpan;
import io.opentelemetry.sdk.trace.IdGenerator;

/** Gives a span the ids that a peer has been told of it already. */
final class AnnouncedIds implements IdGenerator {

  private final IdGenerator others = IdGenerator.random();

  @Override
  public String generateSpanId() {
    AnnouncedSpan announced = AnnouncedSpan.here();
    return announced == null ? others.generateSpanId() : announced.spanId();
  }

  @Override
  public String generateTraceId() {
    AnnouncedSpan announced = AnnouncedSpan.here();
    return announced == null ? others.generateTraceId() : announced.traceId();
  }
}
