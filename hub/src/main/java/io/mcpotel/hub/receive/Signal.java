// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;

/** The three things that OTLP carries. */
enum Signal {
  TRACES("/v1/traces", "rejectedSpans") {
    @Override
    Message.Builder request() {
      return ExportTraceServiceRequest.newBuilder();
    }

    @Override
    Received rows(Message request, Times times) {
      return SpanRows.of((ExportTraceServiceRequest) request, times);
    }

    @Override
    Message response(Received received) {
      ExportTraceServiceResponse.Builder response = ExportTraceServiceResponse.newBuilder();
      if (received.rejected() > 0) {
        response.setPartialSuccess(
            ExportTracePartialSuccess.newBuilder()
                .setRejectedSpans(received.rejected())
                .setErrorMessage(received.reason()));
      }
      return response.build();
    }
  },
  METRICS("/v1/metrics", "rejectedDataPoints") {
    @Override
    Message.Builder request() {
      return ExportMetricsServiceRequest.newBuilder();
    }

    @Override
    Received rows(Message request, Times times) {
      return PointRows.of((ExportMetricsServiceRequest) request, times);
    }

    @Override
    Message response(Received received) {
      ExportMetricsServiceResponse.Builder response = ExportMetricsServiceResponse.newBuilder();
      if (received.rejected() > 0) {
        response.setPartialSuccess(
            ExportMetricsPartialSuccess.newBuilder()
                .setRejectedDataPoints(received.rejected())
                .setErrorMessage(received.reason()));
      }
      return response.build();
    }
  },
  LOGS("/v1/logs", "rejectedLogRecords") {
    @Override
    Message.Builder request() {
      return ExportLogsServiceRequest.newBuilder();
    }

    @Override
    Received rows(Message request, Times times) {
      return LogRows.of((ExportLogsServiceRequest) request, times);
    }

    @Override
    Message response(Received received) {
      ExportLogsServiceResponse.Builder response = ExportLogsServiceResponse.newBuilder();
      if (received.rejected() > 0) {
        response.setPartialSuccess(
            ExportLogsPartialSuccess.newBuilder()
                .setRejectedLogRecords(received.rejected())
                .setErrorMessage(received.reason()));
      }
      return response.build();
    }
  };

  private final String path;
  private final String rejectedField;

  Signal(String path, String rejectedField) {
    this.path = path;
    this.rejectedField = rejectedField;
  }

  String path() {
    return path;
  }

  /** What the number of rejected ones is called in JSON. */
  String rejectedField() {
    return rejectedField;
  }

  Message parse(byte[] body, boolean json) throws Unusable {
    Message.Builder request = request();
    if (json) {
      OtlpJson.merge(body, request);
    } else {
      try {
        request.mergeFrom(body);
      } catch (InvalidProtocolBufferException e) {
        throw new Unusable(
            "the body is no "
                + request.getDescriptorForType().getName()
                + " in protobuf: "
                + OtlpJson.firstLine(e));
      }
    }
    return request.build();
  }

  abstract Message.Builder request();

  abstract Received rows(Message request, Times times);

  abstract Message response(Received received);
}
