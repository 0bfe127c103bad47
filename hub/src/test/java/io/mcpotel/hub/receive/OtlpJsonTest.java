// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OtlpJsonTest {

  @Test
  void idsAreHexAndLongNumbersMayBeTextsAndKindsNumbers() throws Unusable {
    Span span =
        span(
            "\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"spanId\":\"EEE19B7EC3C1B174\","
                + "\"kind\":2,\"startTimeUnixNano\":\"1544712660000000000\",\"flags\":257,"
                + "\"endTimeUnixNano\":1544712661000000000,\"status\":{\"code\":2},"
                + "\"attributes\":[{\"key\":\"n\",\"value\":{\"intValue\":\"-7\"}},"
                + "{\"key\":\"b\",\"value\":{\"bytesValue\":\"AQI=\"}}],\"newField\":{}");

    assertEquals("5b8efff798038103d269b633813fc60c", Ids.hex(span.getTraceId(), Ids.TRACE));
    assertEquals("eee19b7ec3c1b174", Ids.hex(span.getSpanId(), Ids.SPAN));
    assertEquals(Span.SpanKind.SPAN_KIND_SERVER, span.getKind());
    assertEquals(1544712660000000000L, span.getStartTimeUnixNano());
    assertEquals(1544712661000000000L, span.getEndTimeUnixNano());
    assertEquals(257, span.getFlags());
    assertEquals(-7, span.getAttributes(0).getValue().getIntValue());
    assertEquals(2, span.getAttributes(1).getValue().getBytesValue().byteAt(1));
  }

  @Test
  void whatIsWrongIsNamed() {
    assertWrong("\"traceId\":\"no hex\"", "traceId");
    assertWrong("\"startTimeUnixNano\":\"soon\"", "startTimeUnixNano has to be a number");
    assertWrong("\"attributes\":7", "attributes has to be an array");
    assertWrong("\"status\":7", "Status has to be an object");
  }

  private static void assertWrong(String fields, String message) {
    Unusable thrown = assertThrows(Unusable.class, () -> span(fields));
    assertTrue(thrown.getMessage().contains(message), thrown::getMessage);
  }

  private static Span span(String fields) throws Unusable {
    String json = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{" + fields + "}]}]}]}";
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    OtlpJson.merge(json.getBytes(StandardCharsets.UTF_8), request);
    return request.getResourceSpans(0).getScopeSpans(0).getSpans(0);
  }
}
