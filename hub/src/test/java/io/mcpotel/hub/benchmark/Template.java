// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.benchmark;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A batch of operations of one server, as the agent sends them: a record of each, its SERVER span
 * and that of the tool. It is made once; each time it is sent, ids and times are written over, as
 * making it would cost more than receiving it.
 */
final class Template {

  static final int OPERATIONS = 256;
  private static final int NEXT_CALL_MICROS = 900;

  private final SplittableRandom random;
  private final byte[] records;
  private final byte[] spans;
  private final List<Place> places = new ArrayList<>();

  Template(int server, long seed) {
    random = new SplittableRandom(seed);
    ExportLogsServiceRequest.Builder logs = ExportLogsServiceRequest.newBuilder();
    ExportTraceServiceRequest.Builder traces = ExportTraceServiceRequest.newBuilder();
    var ofRecords = logs.addResourceLogsBuilder().setResource(resource(server));
    var ofSpans = traces.addResourceSpansBuilder().setResource(resource(server));
    var scopedRecords = ofRecords.addScopeLogsBuilder();
    var scopedSpans = ofSpans.addScopeSpansBuilder();
    scopedRecords.getScopeBuilder().setName("io.mcpotel.agent").setVersion("0.1.0");
    scopedSpans.getScopeBuilder().setName("io.mcpotel.agent").setVersion("0.1.0");
    List<ByteString> markers = new ArrayList<>();
    for (int i = 0; i < OPERATIONS; i++) {
      new Call(server, i, random).write(scopedRecords, scopedSpans, markers);
    }
    records = logs.build().toByteArray();
    spans = traces.build().toByteArray();
    Map<ByteString, List<Integer>> inRecords = find(records, markers);
    Map<ByteString, List<Integer>> inSpans = find(spans, markers);
    for (ByteString marker : markers) {
      places.add(new Place(marker.size(), inRecords.get(marker), inSpans.get(marker)));
    }
  }

  /** The next batch of them: the body of the records, and that of the spans. */
  List<byte[]> next(long nowNanos) {
    byte[] newRecords = records.clone();
    byte[] newSpans = spans.clone();
    ByteBuffer value = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      // Of each call: trace, span, span of the tool, start, end.
      int call = i / 5;
      long start = nowNanos - (OPERATIONS - call) * NEXT_CALL_MICROS * 1_000L;
      value.clear();
      switch (i % 5) {
        case 3 -> value.putLong(start);
        case 4 -> value.putLong(start + 1_000 * (50 + random.nextInt(40_000)));
        default -> value.putLong(random.nextLong()).putLong(random.nextLong());
      }
      place.write(value.array(), newRecords, newSpans);
    }
    return List.of(newRecords, newSpans);
  }

  private static Resource resource(int server) {
    return Resource.newBuilder()
        .addAttributes(text("service.name", "service-" + server % 10))
        .addAttributes(text("service.instance.id", "6f9619ff-8b86-d011-b42d-" + (1000 + server)))
        .addAttributes(text("service.version", "1.4." + server % 3))
        .addAttributes(text("host.name", "host-" + server))
        .build();
  }

  static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  /** Where the markers are; all of them are of random bytes. */
  private static Map<ByteString, List<Integer>> find(byte[] bytes, List<ByteString> markers) {
    Map<Long, ByteString> byStart = new HashMap<>();
    for (ByteString marker : markers) {
      byStart.put(ByteBuffer.wrap(marker.toByteArray()).getLong(), marker);
    }
    Map<ByteString, List<Integer>> found = new HashMap<>();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    for (int at = 0; at + Long.BYTES <= bytes.length; at++) {
      ByteString marker = byStart.get(buffer.getLong(at));
      if (marker != null) {
        found.computeIfAbsent(marker, one -> new ArrayList<>()).add(at);
      }
    }
    markers.forEach(marker -> found.putIfAbsent(marker, List.of()));
    return found;
  }

  private record Place(int size, List<Integer> inRecords, List<Integer> inSpans) {

    void write(byte[] value, byte[] records, byte[] spans) {
      inRecords.forEach(at -> System.arraycopy(value, 0, records, at, size));
      inSpans.forEach(at -> System.arraycopy(value, 0, spans, at, size));
    }
  }

  /** One call, whose ids and times are markers. */
  private record Call(int server, int index, SplittableRandom random) {

    void write(
        io.opentelemetry.proto.logs.v1.ScopeLogs.Builder records,
        io.opentelemetry.proto.trace.v1.ScopeSpans.Builder spans,
        List<ByteString> markers) {
      ByteString trace = marker(16);
      ByteString span = marker(8);
      ByteString toolSpan = marker(8);
      ByteString start = marker(8);
      ByteString end = marker(8);
      markers.addAll(List.of(trace, span, toolSpan, start, end));
      boolean failed = random.nextInt(50) == 0;
      String tool = "tool_" + random.nextInt(12);
      List<KeyValue> common = common(tool, failed);
      records.addLogRecords(
          LogRecord.newBuilder()
              .setEventName("mcp.operation")
              .setTimeUnixNano(number(start))
              .setTraceId(trace)
              .setSpanId(span)
              .setSeverityText(failed ? "WARN" : "INFO")
              .addAllAttributes(common)
              .addAttributes(text("mcp.role", "server"))
              .addAttributes(text("network.io.direction", "receive"))
              .addAttributes(text("mcp.outcome", failed ? "tool_error" : "ok"))
              .addAttributes(number("mcp.operation.duration", random.nextInt(40_000) / 1e6))
              .addAttributes(number("mcp.request.size", 120L + random.nextInt(400)))
              .addAttributes(number("mcp.response.size", 80L + random.nextInt(4_000))));
      Span.Builder one =
          Span.newBuilder()
              .setTraceId(trace)
              .setStartTimeUnixNano(number(start))
              .setEndTimeUnixNano(number(end));
      if (failed) {
        one.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
      }
      spans.addSpans(
          one.clone()
              .setSpanId(span)
              .setName("tools/call " + tool)
              .setKind(Span.SpanKind.SPAN_KIND_SERVER)
              .addAllAttributes(common)
              .addAttributes(text("network.transport", "tcp"))
              .addAttributes(text("gen_ai.operation.name", "execute_tool")));
      spans.addSpans(
          one.setSpanId(toolSpan)
              .setParentSpanId(span)
              .setName("execute_tool " + tool)
              .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
              .addAttributes(text("gen_ai.tool.name", tool))
              .addAttributes(text("gen_ai.operation.name", "execute_tool"))
              .addAttributes(text("thread.name", "boundedElastic-" + random.nextInt(8))));
    }

    private List<KeyValue> common(String tool, boolean failed) {
      List<KeyValue> common =
          new ArrayList<>(
              List.of(
                  text("mcp.method.name", "tools/call"),
                  text("gen_ai.tool.name", tool),
                  text("mcp.session.id", "0f8fad5b-d9cb-469f-a165-" + (server * 64 + index % 16)),
                  text("jsonrpc.request.id", "" + (1_000 + index)),
                  text("mcp.protocol.version", "2025-11-25"),
                  text("mcp.client.name", "client-" + index % 4),
                  text("mcp.client.version", "2.1.0"),
                  text("mcp.server.name", "server-" + server % 10),
                  text("mcp.server.version", "1.4.0")));
      if (failed) {
        common.add(text("error.type", "tool_error"));
      }
      return common;
    }

    private ByteString marker(int size) {
      byte[] bytes = new byte[size];
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        buffer.putLong(random.nextLong());
      }
      return ByteString.copyFrom(bytes);
    }

    private static long number(ByteString marker) {
      return marker.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static KeyValue number(String key, double value) {
      return KeyValue.newBuilder()
          .setKey(key)
          .setValue(AnyValue.newBuilder().setDoubleValue(value))
          .build();
    }

    private static KeyValue number(String key, long value) {
      return KeyValue.newBuilder()
          .setKey(key)
          .setValue(AnyValue.newBuilder().setIntValue(value))
          .build();
    }
  }
}
