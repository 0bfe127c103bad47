// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.rpc.Status;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes in is answered, and the hub lives on. */
class BadInputIT {

  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";

  @TempDir static Path folder;
  private static HubProcess hub;

  @BeforeAll
  static void start() {
    hub = HubProcess.start(folder, "-Dsun.net.httpserver.maxReqTime=3");
  }

  @AfterAll
  static void end() {
    hub.close();
  }

  @AfterEach
  void itStillKeepsAndAnswers() {
    String id = "after-" + System.nanoTime();
    byte[] batch = Batches.operations("alive", List.of(id)).toByteArray();
    assertEquals(200, hub.post("/v1/logs", PROTOBUF, batch).statusCode());
    assertEquals(
        id,
        hub.get("/api/v1/operations?service=alive&limit=1")
            .at("/operations/0/request_id")
            .asText());
    assertEquals("", hub.stderr());
  }

  @Test
  void truncatedProtobufAndBrokenJsonAndInvalidTextAreToldSo() throws Exception {
    byte[] whole = Batches.operations("s", List.of("1", "2", "3")).toByteArray();
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    HttpResponse<byte[]> response = hub.post("/v1/logs", PROTOBUF, half);
    assertEquals(400, response.statusCode());
    assertTrue(Status.parseFrom(response.body()).getMessage().startsWith("the body is no Export"));

    response = hub.post("/v1/logs", JSON, "{\"resourceLogs\":[{".getBytes());
    assertEquals(400, response.statusCode());
    assertTrue(text(response).contains("the body is no JSON"), text(response));

    // The name of a span, and one byte that no text in UTF-8 has.
    byte[] span = spans(span("x", 1, 1)).toByteArray();
    for (int i = 0; i < span.length; i++) {
      span[i] = span[i] == 'x' ? (byte) 0xff : span[i];
    }
    response = hub.post("/v1/traces", PROTOBUF, span);
    assertEquals(400, response.statusCode());
  }

  @Test
  void randomlyChangedBatchesAreAnswered() {
    Random random = new Random(7);
    byte[] whole = Batches.operations("mutated", List.of("1", "2")).toByteArray();
    for (int i = 0; i < 500; i++) {
      byte[] changed = whole.clone();
      for (int j = 0; j < 1 + random.nextInt(4); j++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      int status = hub.post("/v1/logs", PROTOBUF, changed).statusCode();
      assertTrue(status == 200 || status == 400, () -> "" + status);
    }
  }

  @Test
  void whatIsTooLargeIsRefusedPackedOrNot() throws Exception {
    HttpResponse<byte[]> response = hub.post("/v1/traces", PROTOBUF, new byte[100_000_000]);
    assertEquals(413, response.statusCode());

    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bomb)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 200; i++) {
        packed.write(zeros);
      }
    }
    response = hub.post("/v1/traces", PROTOBUF, bomb.toByteArray(), "Content-Encoding", "gzip");
    assertEquals(413, response.statusCode());

    byte[] unpacked = "no gzip".getBytes();
    response = hub.post("/v1/traces", PROTOBUF, unpacked, "Content-Encoding", "gzip");
    assertEquals(400, response.statusCode());
  }

  @Test
  void spansWithoutAnIdOrWithATimeOfAnotherAgeAreLeftOutAndTheRestIsKept() throws Exception {
    Span good = span("good", 5, 5);
    Span noId = span("zeros", 0, 0);
    Span old = good.toBuilder().setName("old").setStartTimeUnixNano(1).build();
    HttpResponse<byte[]> response =
        hub.post("/v1/traces", PROTOBUF, spans(noId, good, old).toByteArray());

    assertEquals(200, response.statusCode());
    ExportTraceServiceResponse answer = ExportTraceServiceResponse.parseFrom(response.body());
    assertEquals(2, answer.getPartialSuccess().getRejectedSpans());
    assertTrue(
        answer.getPartialSuccess().getErrorMessage().startsWith("the span zeros is not kept"));
    assertEquals("good", hub.get("/api/v1/traces/" + "05".repeat(16)).at("/spans/0/name").asText());
  }

  @Test
  void hundredsOfThousandsOfAttributesAreCutToThoseThatAreKept() {
    Span.Builder span = span("many", 6, 6).toBuilder();
    for (int i = 0; i < 300_000; i++) {
      span.addAttributes(Batches.text("k" + i, "v"));
    }
    assertEquals(
        200, hub.post("/v1/traces", PROTOBUF, spans(span.build()).toByteArray()).statusCode());
    assertEquals(
        300_000 - 256,
        hub.get("/api/v1/traces/" + "06".repeat(16))
            .at("/spans/0/attributes/mcp.hub.attributes.left_out")
            .asInt());
  }

  @Test
  void sendersThatAreSlowOrSayNothingAreCutOffAndDoNotHoldUpTheOthers() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 80; i++) {
        Socket socket = new Socket("127.0.0.1", hub.httpPort());
        slow.add(socket);
        if (i % 2 == 0) {
          write(
              socket,
              "POST /v1/logs HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                  + PROTOBUF
                  + "\r\nContent-Length: 1000\r\n\r\nabc");
        } else {
          write(socket, "POST /v1/logs HTTP/1.1\r\nHost: loc");
        }
      }
      assertTrue(hub.get("/api/v1/servers").has("servers"));
      Socket one = slow.get(0);
      one.setSoTimeout((int) HubProcess.PATIENCE.toMillis());
      assertTrue(ends(one), "It is still connected");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void whatIsNotAskedForByThisMachinesNameIsRefused() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", hub.httpPort())) {
      write(
          socket,
          "GET /api/v1/servers HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
      String answer = new String(socket.getInputStream().readAllBytes());
      assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
    }
  }

  @Test
  void aPageOfAnotherSiteCanSendNothing() {
    byte[] batch = Batches.operations("page", List.of("1")).toByteArray();
    String own = "http://127.0.0.1:" + hub.httpPort();
    for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1")) {
      assertEquals(403, hub.post("/v1/logs", PROTOBUF, batch, "Origin", origin).statusCode());
    }
    assertEquals(200, hub.post("/v1/logs", PROTOBUF, batch, "Origin", own).statusCode());
  }

  @Test
  void aReportIsKeptWithItsFirstThreeFieldsAndAWrongOneSaysWhatIsWrong() {
    String report =
        "{\"server_id\":\"by-curl\",\"timestamp\":\"%s\",\"metrics\":{\"requests_total\":45203}}";
    String now = Instant.now().toString();
    HttpResponse<byte[]> response =
        hub.post("/api/v1/metrics", JSON, report.formatted(now).getBytes());
    assertEquals(200, response.statusCode(), text(response));
    assertEquals(
        45203,
        hub.get("/api/v1/servers?service=by-curl").at("/servers/0/reported_requests").asInt());

    assertEquals(404, hub.post("/api/v1/metrics/x", JSON, new byte[0]).statusCode());
    response = hub.post("/api/v1/metrics", JSON, report.formatted("yesterday").getBytes());
    assertEquals(400, response.statusCode());
    assertTrue(text(response).contains("timestamp has to be like"), text(response));
  }

  private static boolean ends(Socket socket) {
    try {
      return socket.getInputStream().readAllBytes().length >= 0;
    } catch (IOException e) {
      return !(e instanceof SocketTimeoutException);
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static Span span(String name, int trace, int span) {
    return Span.newBuilder()
        .setName(name)
        .setTraceId(id(trace, 16))
        .setSpanId(id(span, 8))
        .setStartTimeUnixNano(Batches.nanos(Instant.now()))
        .build();
  }

  private static ByteString id(int value, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return ByteString.copyFrom(bytes);
  }

  private static ExportTraceServiceRequest spans(Span... spans) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request.addResourceSpansBuilder().addScopeSpansBuilder().addAllSpans(List.of(spans));
    return request.build();
  }
}
