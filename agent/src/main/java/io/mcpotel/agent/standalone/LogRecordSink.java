// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.mcpotel.agent.core.Epoch;
import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.record.RecordSink;
import io.mcpotel.agent.telemetry.EventAttributes;
import io.mcpotel.agent.telemetry.LogRecords;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.logs.LogRecordProcessor;

/** Hands events to the processor of our own SDK, past the logger that would copy them. */
final class LogRecordSink implements RecordSink {

  private final LogRecordProcessor processor;
  private final EventLogRecord.Origin origin;
  private final EventAttributes attributes = new EventAttributes();

  LogRecordSink(LogRecordProcessor processor, EventLogRecord.Origin origin) {
    this.processor = processor;
    this.origin = origin;
  }

  @Override
  public void write(Event event) {
    Context context = LogRecords.context(event);
    processor.onEmit(
        context,
        new EventLogRecord(
            event,
            Span.fromContext(context).getSpanContext(),
            attributes.of(event),
            origin,
            Epoch.now()));
  }

  @Override
  public void flush() {}
}
