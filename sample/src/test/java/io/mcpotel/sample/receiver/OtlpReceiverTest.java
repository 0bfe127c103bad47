// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample.receiver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.MessageLite;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OtlpReceiverTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final OtlpReceiver receiver = OtlpReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void spansAreStoredAndAnsweredWithAnEmptyResponse() throws Exception {
    HttpResponse<byte[]> response = post("/v1/traces", Otlp.span("tools/call weather"));

    assertEquals(200, response.statusCode());
    assertEquals("application/x-protobuf", response.headers().firstValue("Content-Type").get());
    assertEquals(
        ExportTraceServiceResponse.getDefaultInstance(),
        ExportTraceServiceResponse.parseFrom(response.body()));
    assertEquals("tools/call weather", receiver.store().spans().get(0).name());
  }

  @Test
  void gzippedBodiesAreRead() throws Exception {
    HttpRequest request =
        request("/v1/metrics", gzip(Otlp.sum("requests", 7).toByteArray()))
            .header("Content-Encoding", "gzip")
            .build();

    assertEquals(200, send(request).statusCode());
    assertEquals(7.0, receiver.store().metrics().get(0).value());
    assertEquals("gzip", receiver.requestHeaders().get(0).get("content-encoding"));
    assertEquals("/v1/metrics", receiver.requestHeaders().get(0).get(":path"));
  }

  @Test
  void whatIsNotOtlpIsRefused() throws Exception {
    assertEquals(404, post("/v1/profiles", Otlp.span("x")).statusCode());
    assertEquals(400, send(request("/v1/logs", new byte[] {1, 2, 3}).build()).statusCode());
    HttpRequest json = request("/v1/logs", new byte[0]).setHeader("Content-Type", "text/x").build();
    assertEquals(415, send(json).statusCode());
  }

  @Test
  void instructedAnswerIsGivenAndNothingStoredUntilItRespondsNormallyAgain() throws Exception {
    receiver.respondWith(503, new byte[] {9, 9});
    HttpResponse<byte[]> refused = post("/v1/traces", Otlp.span("x"));
    receiver.respondNormally();
    int accepted = post("/v1/traces", Otlp.span("x")).statusCode();

    assertEquals(503, refused.statusCode());
    assertArrayEquals(new byte[] {9, 9}, refused.body());
    assertEquals(200, accepted);
    assertEquals(1, receiver.store().spans().size());
    assertEquals(2, receiver.requestCount());
  }

  @Test
  void delayHoldsBackTheAnswerButNotTheSpan() {
    receiver.delayResponses(Duration.ofMinutes(1));

    CompletableFuture<?> answer =
        http.sendAsync(
            request("/v1/traces", Otlp.span("x").toByteArray()).build(),
            BodyHandlers.ofByteArray());

    receiver.store().awaitSpan(span -> span.name().equals("x"), SOON);
    assertTrue(!answer.isDone(), "answered before the delay had passed");
  }

  @Test
  void waitingEndsWhenTheAwaitedArrives() throws Exception {
    receiver.store().add(Otlp.span("early"));
    CountDownLatch looked = new CountDownLatch(1);
    CompletableFuture<SpanView> awaited =
        CompletableFuture.supplyAsync(
            () ->
                receiver
                    .store()
                    .awaitSpan(
                        span -> {
                          looked.countDown();
                          return span.name().equals("late");
                        },
                        SOON.multipliedBy(3)));
    looked.await();

    receiver.store().add(Otlp.span("late"));

    assertEquals("late", awaited.get(SOON.toSeconds(), TimeUnit.SECONDS).name());
  }

  @Test
  void failedWaitListsWhatHasArrived() {
    receiver.store().add(Otlp.span("ping"));

    AssertionError error =
        assertThrows(
            AssertionError.class,
            () -> receiver.store().awaitSpans(spans -> spans.size() > 1, Duration.ofMillis(20)));

    assertTrue(error.getMessage().contains("SERVER ping"), error.getMessage());
  }

  private HttpResponse<byte[]> post(String path, MessageLite body)
      throws IOException, InterruptedException {
    return send(request(path, body.toByteArray()).build());
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path, byte[] body) {
    return HttpRequest.newBuilder(URI.create(receiver.endpoint() + path))
        .header("Content-Type", "application/x-protobuf")
        .POST(BodyPublishers.ofByteArray(body));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes);
    }
    return zipped.toByteArray();
  }
}
