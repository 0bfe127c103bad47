// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Batches of records as the agent sends them. */
public final class Batches {

  private Batches() {}

  /** One operation for each of these ids of a request. */
  public static ExportLogsServiceRequest operations(String service, List<String> requestIds) {
    List<LogRecord> records = new ArrayList<>();
    for (String id : requestIds) {
      records.add(operation(id, 0.002, null));
    }
    return records(service, records);
  }

  public static ExportLogsServiceRequest records(String service, List<LogRecord> records) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    request
        .addResourceLogsBuilder()
        .setResource(
            Resource.newBuilder()
                .addAttributes(text("service.name", service))
                .addAttributes(text("service.instance.id", service + "-1")))
        .addScopeLogsBuilder()
        .addAllLogRecords(records);
    return request.build();
  }

  public static LogRecord operation(String requestId, double seconds, String errorType) {
    LogRecord.Builder record =
        LogRecord.newBuilder()
            .setTimeUnixNano(nanos(Instant.now()))
            .setEventName("mcp.operation")
            .addAttributes(text("mcp.role", "server"))
            .addAttributes(text("network.io.direction", "receive"))
            .addAttributes(text("mcp.method.name", "tools/call"))
            .addAttributes(text("gen_ai.tool.name", "echo"))
            .addAttributes(text("jsonrpc.request.id", requestId))
            .addAttributes(text("mcp.outcome", errorType == null ? "ok" : errorType))
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey("mcp.operation.duration")
                    .setValue(AnyValue.newBuilder().setDoubleValue(seconds)));
    if (errorType != null) {
      record.addAttributes(text("error.type", errorType));
    }
    return record.build();
  }

  public static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  public static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }
}
