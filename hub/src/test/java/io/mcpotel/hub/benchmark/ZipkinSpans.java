// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.benchmark;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;

/** The spans of OTLP in the shorter of Zipkin's two formats, its protobuf (zipkin.proto). */
final class ZipkinSpans {

  private static final int LIST_SPANS = 1;
  private static final int TRACE_ID = 1;
  private static final int PARENT_ID = 2;
  private static final int ID = 3;
  private static final int KIND = 4;
  private static final int NAME = 5;
  private static final int TIMESTAMP = 6;
  private static final int DURATION = 7;
  private static final int LOCAL_ENDPOINT = 8;
  private static final int SERVICE_NAME = 1;
  private static final int TAGS = 11;
  private static final int TAG_KEY = 1;
  private static final int TAG_VALUE = 2;
  private static final int SERVER = 2;

  private final ByteString.Output bytes = ByteString.newOutput();
  private final CodedOutputStream output = CodedOutputStream.newInstance(bytes);
  private final ByteString endpoint;

  ZipkinSpans(String service) {
    endpoint = message(written -> written.writeString(SERVICE_NAME, service));
  }

  void add(Span.Builder span, ByteString startMicros, long durationMicros) {
    ByteString encoded =
        message(
            written -> {
              written.writeBytes(TRACE_ID, span.getTraceId());
              if (!span.getParentSpanId().isEmpty()) {
                written.writeBytes(PARENT_ID, span.getParentSpanId());
              }
              written.writeBytes(ID, span.getSpanId());
              if (span.getKind() == Span.SpanKind.SPAN_KIND_SERVER) {
                written.writeEnum(KIND, SERVER);
              }
              written.writeString(NAME, span.getName());
              written.writeFixed64(TIMESTAMP, littleEndian(startMicros));
              written.writeUInt64(DURATION, durationMicros);
              written.writeBytes(LOCAL_ENDPOINT, endpoint);
              for (KeyValue attribute : span.getAttributesList()) {
                written.writeBytes(TAGS, tag(attribute));
              }
            });
    try {
      output.writeBytes(LIST_SPANS, encoded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] toByteArray() {
    try {
      output.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteString().toByteArray();
  }

  private static ByteString tag(KeyValue attribute) {
    return message(
        written -> {
          written.writeString(TAG_KEY, attribute.getKey());
          written.writeString(TAG_VALUE, attribute.getValue().getStringValue());
        });
  }

  private static long littleEndian(ByteString marker) {
    return marker.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private static ByteString message(Fields fields) {
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream output = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(output);
      output.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteString();
  }

  private interface Fields {
    void write(CodedOutputStream output) throws IOException;
  }
}
