// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.mcpotel.agent.core.Printable;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.exporter.logging.SystemOutLogRecordExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** What {@code console} means for log records: the SDK's own writes to stdout. */
final class StderrLogRecordExporter implements LogRecordExporter {

  /** Takes the place of the exporter that writes to stdout, and of no other. */
  static LogRecordExporter insteadOf(LogRecordExporter exporter) {
    return exporter instanceof SystemOutLogRecordExporter
        ? new StderrLogRecordExporter()
        : exporter;
  }

  @Override
  public CompletableResultCode export(Collection<LogRecordData> records) {
    for (LogRecordData each : records) {
      System.err.println(Printable.whole(line(each)));
    }
    return CompletableResultCode.ofSuccess();
  }

  private static String line(LogRecordData each) {
    StringBuilder line = new StringBuilder();
    Value<?> body = each.getBodyValue();
    line.append(Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(each.getTimestampEpochNanos())))
        .append(' ')
        .append(each.getSeverity())
        .append(" '")
        .append(body == null ? "" : body.asString())
        .append("' : ")
        .append(each.getSpanContext().getTraceId())
        .append(' ')
        .append(each.getSpanContext().getSpanId())
        .append(" {");
    String end = "";
    for (var attribute : each.getAttributes().asMap().entrySet()) {
      line.append(end).append(attribute.getKey()).append('=').append(attribute.getValue());
      end = ", ";
    }
    return line.append('}').toString();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
