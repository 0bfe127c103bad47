// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample.receiver;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Reads one export request, stores what it carries and answers it. */
final class ExportHandler implements HttpHandler {

  record Answer(int status, byte[] body) {
    static Answer refusal(int status) {
      return new Answer(status, new byte[0]);
    }
  }

  private static final String PROTOBUF = "application/x-protobuf";

  private final TelemetryStore store;
  private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
  private volatile Answer told;
  private volatile Duration delay = Duration.ZERO;

  ExportHandler(TelemetryStore store) {
    this.store = store;
  }

  /** Null goes back to normal. */
  void respondWith(Answer answer) {
    told = answer;
  }

  void delayResponses(Duration delay) {
    this.delay = delay;
  }

  List<Map<String, String>> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = readBody(exchange);
      requests.add(headers(exchange));
      Answer instructed = told;
      Answer answer = instructed != null ? instructed : answer(exchange, body);
      pause();
      send(exchange, answer);
    }
  }

  /** An empty message is encoded as no bytes at all, which the JDK's server calls length -1. */
  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", PROTOBUF);
    if (answer.body().length == 0) {
      exchange.sendResponseHeaders(answer.status(), -1);
    } else {
      exchange.sendResponseHeaders(answer.status(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  private Answer answer(HttpExchange exchange, byte[] body) {
    if (!exchange.getRequestMethod().equals("POST")) {
      return Answer.refusal(405);
    }
    if (!PROTOBUF.equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
      return Answer.refusal(415);
    }
    try {
      MessageLite response = store(exchange.getRequestURI().getPath(), body);
      return response == null ? Answer.refusal(404) : new Answer(200, response.toByteArray());
    } catch (InvalidProtocolBufferException e) {
      return Answer.refusal(400);
    }
  }

  /** Returns null for a path that is none of OTLP's. */
  private MessageLite store(String path, byte[] body) throws InvalidProtocolBufferException {
    switch (path) {
      case "/v1/traces":
        store.add(ExportTraceServiceRequest.parseFrom(body));
        return ExportTraceServiceResponse.getDefaultInstance();
      case "/v1/metrics":
        store.add(ExportMetricsServiceRequest.parseFrom(body));
        return ExportMetricsServiceResponse.getDefaultInstance();
      case "/v1/logs":
        store.add(ExportLogsServiceRequest.parseFrom(body));
        return ExportLogsServiceResponse.getDefaultInstance();
      default:
        return null;
    }
  }

  private void pause() throws IOException {
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The receiver is closing");
    }
  }

  private static byte[] readBody(HttpExchange exchange) throws IOException {
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream raw = exchange.getRequestBody();
    try (InputStream body = gzip ? new GZIPInputStream(raw) : raw) {
      return body.readAllBytes();
    }
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
    headers.put(":path", exchange.getRequestURI().getPath());
    return headers;
  }
}
