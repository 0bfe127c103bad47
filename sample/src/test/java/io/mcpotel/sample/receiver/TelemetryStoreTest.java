// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample.receiver;

import static io.mcpotel.sample.receiver.Otlp.attribute;
import static io.mcpotel.sample.receiver.Otlp.id;
import static io.mcpotel.sample.receiver.Otlp.string;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TelemetryStoreTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String OTHER_TRACE = "11111111111111111111111111111111";
  private static final Map<String, Object> RESOURCE = Map.of("service.name", "weather");

  private final TelemetryStore store = new TelemetryStore();

  @Test
  void spanIsDecodedWhole() {
    store.add(
        Otlp.of(
            Span.newBuilder()
                .setTraceId(id(TRACE))
                .setSpanId(id("b7ad6b7169203331"))
                .setParentSpanId(id("00f067aa0ba902b7"))
                .setName("tools/call weather")
                .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                .setStartTimeUnixNano(1)
                .setEndTimeUnixNano(2)
                .addAttributes(attribute("text", string("a")))
                .addAttributes(attribute("long", AnyValue.newBuilder().setIntValue(1).build()))
                .addAttributes(attribute("real", AnyValue.newBuilder().setDoubleValue(1.5).build()))
                .addAttributes(attribute("flag", AnyValue.newBuilder().setBoolValue(true).build()))
                .addAttributes(attribute("list", list("a", "b")))
                .setStatus(
                    Status.newBuilder()
                        .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                        .setMessage("no"))
                .addEvents(
                    Span.Event.newBuilder()
                        .setName("exception")
                        .addAttributes(attribute("exception.type", string("E"))))
                .addLinks(
                    Span.Link.newBuilder()
                        .setTraceId(id(OTHER_TRACE))
                        .setSpanId(id("2222222222222222")))
                .build()));

    assertEquals(
        List.of(
            new SpanView(
                TRACE,
                "b7ad6b7169203331",
                "00f067aa0ba902b7",
                "tools/call weather",
                "CLIENT",
                1,
                2,
                Map.of(
                    "text", "a", "long", 1L, "real", 1.5, "flag", true, "list", List.of("a", "b")),
                "ERROR",
                "no",
                List.of(new EventView("exception", Map.of("exception.type", "E"))),
                List.of(new LinkView(OTHER_TRACE, "2222222222222222")),
                "scope",
                RESOURCE)),
        store.spans());
  }

  @Test
  void rootHasNoParentIdAndStatusIsUnset() {
    store.add(Otlp.span("ping"));

    assertEquals("", store.spans().get(0).parentSpanId());
    assertEquals("UNSET", store.spans().get(0).statusCode());
  }

  @Test
  void histogramIsDecodedAndNewestPointOfASeriesWins() {
    store.add(histogram("weather", 1));
    store.add(histogram("slow", 2));
    store.add(histogram("weather", 3));

    assertEquals(
        List.of(view("weather", 3), view("slow", 2)),
        store.metrics(),
        "one point for each set of attributes");
  }

  @Test
  void logRecordIsDecodedWhole() {
    store.add(
        Otlp.of(
            LogRecord.newBuilder()
                .setEventName("mcp.session.closed")
                .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_WARN)
                .setBody(string("gone"))
                .addAttributes(attribute("a", string("b")))
                .setTraceId(id(TRACE))
                .setSpanId(id("b7ad6b7169203331"))));

    assertEquals(
        List.of(
            new LogView(
                "mcp.session.closed",
                "WARN",
                "gone",
                Map.of("a", "b"),
                TRACE,
                "b7ad6b7169203331",
                RESOURCE)),
        store.logs());
  }

  @Test
  void clearForgetsEverything() {
    store.add(Otlp.span("ping"));
    store.add(histogram("weather", 1));
    store.add(Otlp.of(LogRecord.newBuilder()));

    store.clear();

    assertTrue(store.spans().isEmpty() && store.metrics().isEmpty() && store.logs().isEmpty());
  }

  private static ExportMetricsServiceRequest histogram(String tool, long count) {
    HistogramDataPoint point =
        HistogramDataPoint.newBuilder()
            .addAttributes(attribute("tool", string(tool)))
            .setCount(count)
            .setSum(0.5)
            .addExplicitBounds(0.01)
            .addBucketCounts(0)
            .addBucketCounts(count)
            .addExemplars(Exemplar.newBuilder().setTraceId(id(TRACE)))
            .build();
    return Otlp.of(
        Metric.newBuilder()
            .setName("duration")
            .setUnit("s")
            .setHistogram(Histogram.newBuilder().addDataPoints(point)));
  }

  private static MetricView view(String tool, long count) {
    return new MetricView(
        "duration",
        "s",
        "histogram",
        Map.of("tool", tool),
        RESOURCE,
        "scope",
        count,
        0.5,
        List.of(0.01),
        List.of(0L, count),
        Double.NaN,
        List.of(TRACE));
  }

  private static AnyValue list(String... values) {
    ArrayValue.Builder list = ArrayValue.newBuilder();
    for (String value : values) {
      list.addValues(string(value));
    }
    return AnyValue.newBuilder().setArrayValue(list).build();
  }
}
