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
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A batch of operations of one server, as the agent sends them: a record of each, its SERVER span
 * and that of the tool; the spans in Zipkin's format, too. It is made once; each time it is sent,
 * ids and times are written over, as making it would cost more than receiving it.
 */
final class Template {

  static final int OPERATIONS = 256;
  private static final int NEXT_CALL_MICROS = 900;

  /** What of it is sent, and where to. */
  enum Body {
    RECORDS("/v1/logs"),
    SPANS("/v1/traces"),
    SPANS_FOR_ZIPKIN("/api/v2/spans");

    private final String path;

    Body(String path) {
      this.path = path;
    }

    String path() {
      return path;
    }
  }

  private final SplittableRandom random;
  private final Map<Body, byte[]> bodies = new LinkedHashMap<>();
  private final List<Place> places = new ArrayList<>();
  private byte[] lastTrace = {};

  Template(int server, long seed, List<Body> sent) {
    random = new SplittableRandom(seed);
    ExportLogsServiceRequest.Builder logs = ExportLogsServiceRequest.newBuilder();
    ExportTraceServiceRequest.Builder traces = ExportTraceServiceRequest.newBuilder();
    ZipkinSpans zipkin = new ZipkinSpans("service-" + server % 10);
    var ofRecords = logs.addResourceLogsBuilder().setResource(resource(server));
    var ofSpans = traces.addResourceSpansBuilder().setResource(resource(server));
    var scopedRecords = ofRecords.addScopeLogsBuilder();
    var scopedSpans = ofSpans.addScopeSpansBuilder();
    scopedRecords.getScopeBuilder().setName("io.mcpotel.agent").setVersion("0.1.0");
    scopedSpans.getScopeBuilder().setName("io.mcpotel.agent").setVersion("0.1.0");
    List<Marker> markers = new ArrayList<>();
    for (int i = 0; i < OPERATIONS; i++) {
      new Call(server, i, random).write(scopedRecords, scopedSpans, zipkin, markers);
    }
    List<Map<ByteString, List<Integer>>> found = new ArrayList<>();
    for (Body body : sent) {
      byte[] bytes =
          switch (body) {
            case RECORDS -> logs.build().toByteArray();
            case SPANS -> traces.build().toByteArray();
            case SPANS_FOR_ZIPKIN -> zipkin.toByteArray();
          };
      bodies.put(body, bytes);
      found.add(find(bytes, markers));
    }
    for (Marker marker : markers) {
      places.add(
          new Place(
              marker.what(),
              List.copyOf(bodies.values()),
              found.stream().map(one -> positions(one.get(marker.bytes()))).toList()));
    }
  }

  /** Each body that is sent; the next batch is written over it. */
  Map<Body, byte[]> bodies() {
    return bodies;
  }

  /** Makes the next batch of it. */
  void next(long nowNanos) {
    ByteBuffer value = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    long start = nowNanos - OPERATIONS * NEXT_CALL_MICROS * 1_000L;
    for (Place place : places) {
      value.clear();
      switch (place.what()) {
        case TRACE -> {
          start += NEXT_CALL_MICROS * 1_000L;
          value.putLong(random.nextLong()).putLong(random.nextLong());
          lastTrace = value.array().clone();
        }
        case SPAN -> value.putLong(random.nextLong());
        case START -> value.putLong(start);
        case END -> value.putLong(start + 1_000 * (50 + random.nextInt(40_000)));
        case START_MICROS -> value.putLong(start / 1_000);
      }
      place.write(value.array());
    }
  }

  /** One of the traces of the last batch, in hexadecimal digits. */
  String lastTrace() {
    return HexFormat.of().formatHex(lastTrace);
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
  private static Map<ByteString, List<Integer>> find(byte[] bytes, List<Marker> markers) {
    Map<Long, ByteString> byStart = new HashMap<>();
    Map<ByteString, List<Integer>> found = new HashMap<>();
    for (Marker marker : markers) {
      byStart.put(marker.bytes().asReadOnlyByteBuffer().getLong(), marker.bytes());
      found.put(marker.bytes(), new ArrayList<>());
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    for (int at = 0; at + Long.BYTES <= bytes.length; at++) {
      ByteString marker = byStart.get(buffer.getLong(at));
      if (marker != null) {
        found.get(marker).add(at);
      }
    }
    return found;
  }

  private static int[] positions(List<Integer> found) {
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private enum What {
    TRACE,
    SPAN,
    START,
    END,
    START_MICROS;

    int size() {
      return this == TRACE ? 16 : 8;
    }
  }

  /** Bytes that stand for something of a call that is another one each time. */
  private record Marker(What what, ByteString bytes) {}

  /** Where a marker is, in each body. */
  private record Place(What what, List<byte[]> bodies, List<int[]> positions) {

    void write(byte[] value) {
      for (int i = 0; i < bodies.size(); i++) {
        for (int at : positions.get(i)) {
          System.arraycopy(value, 0, bodies.get(i), at, what.size());
        }
      }
    }
  }

  /** One call, whose ids and times are markers. */
  private record Call(int server, int index, SplittableRandom random) {

    void write(
        io.opentelemetry.proto.logs.v1.ScopeLogs.Builder records,
        io.opentelemetry.proto.trace.v1.ScopeSpans.Builder spans,
        ZipkinSpans zipkin,
        List<Marker> markers) {
      ByteString trace = marker(What.TRACE, markers);
      ByteString span = marker(What.SPAN, markers);
      ByteString toolSpan = marker(What.SPAN, markers);
      ByteString start = marker(What.START, markers);
      ByteString end = marker(What.END, markers);
      ByteString startMicros = marker(What.START_MICROS, markers);
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
      Span.Builder ofServer =
          one.clone()
              .setSpanId(span)
              .setName("tools/call " + tool)
              .setKind(Span.SpanKind.SPAN_KIND_SERVER)
              .addAllAttributes(common)
              .addAttributes(text("network.transport", "tcp"))
              .addAttributes(text("gen_ai.operation.name", "execute_tool"));
      Span.Builder ofTool =
          one.setSpanId(toolSpan)
              .setParentSpanId(span)
              .setName("execute_tool " + tool)
              .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
              .addAttributes(text("gen_ai.tool.name", tool))
              .addAttributes(text("gen_ai.operation.name", "execute_tool"))
              .addAttributes(text("thread.name", "boundedElastic-" + random.nextInt(8)));
      for (Span.Builder made : List.of(ofServer, ofTool)) {
        spans.addSpans(made);
        zipkin.add(made, startMicros, 50 + random.nextInt(40_000));
      }
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

    private ByteString marker(What what, List<Marker> markers) {
      byte[] bytes = new byte[what.size()];
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        buffer.putLong(random.nextLong());
      }
      Marker marker = new Marker(what, ByteString.copyFrom(bytes));
      markers.add(marker);
      return marker.bytes();
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
