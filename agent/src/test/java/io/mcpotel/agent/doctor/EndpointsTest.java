// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import io.mcpotel.agent.standalone.OtlpTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each way in which an endpoint may not be one, and what is told of it. */
class EndpointsTest {

  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private HttpServer server;
  private int status = 200;
  private String body = "";
  private String onlyPath;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    check(Map.of(), "otel.sdk.disabled=true");
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().get("X-key"));
    exchange.getRequestBody().readAllBytes();
    boolean wrongPath = onlyPath != null && !exchange.getRequestURI().getPath().equals(onlyPath);
    byte[] text = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(wrongPath ? 404 : status, text.length == 0 ? -1 : text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  @Test
  void collectorTakesAnEmptyExportOfEachSignal() {
    assertEquals(
        List.of("ok   endpoint: traces, metrics, logs: URL/v1/… takes an empty export by HTTP"),
        check("otel.exporter.otlp.headers=x-key=a%20b"));
    assertEquals(
        List.of("/v1/logs [a b]", "/v1/metrics [a b]", "/v1/traces [a b]"),
        asked.stream().sorted().toList());
  }

  @Test
  void howToLogInIsNotTold() {
    List<String> lines =
        check(Map.of(), "otel.exporter.otlp.endpoint=" + url().replace("://", "://me:hunter22@"));

    assertEquals(
        List.of("ok   endpoint: traces, metrics, logs: URL/v1/… takes an empty export by HTTP"),
        lines);
  }

  @Test
  void pathTooManyIsTold() {
    onlyPath = "/v1/traces";

    assertEquals(
        List.of(
            "BAD  endpoint: traces: URL/v1/traces/v1/…: it answers 404, but takes it at /v1/traces"
                + " -> set otel.exporter.otlp.endpoint=URL: /v1/… is appended to it"),
        check(
            Map.of(),
            "otel.metrics.exporter=none,otel.logs.exporter=none,otel.exporter.otlp.endpoint="
                + url()
                + "/v1/traces"));
  }

  @Test
  void pathTooFewIsTold() {
    onlyPath = "/v1/traces";

    assertEquals(
        List.of(
            "BAD  endpoint: traces: URL: it answers 404, but takes it at /v1/traces -> set"
                + " otel.exporter.otlp.traces.endpoint=URL/v1/traces, which is used as it is"),
        check(
            Map.of(),
            "otel.metrics.exporter=none,otel.logs.exporter=none,"
                + "otel.exporter.otlp.traces.endpoint="
                + url()));
  }

  @Test
  void eachAnswerThatIsNoneHasItsReason() {
    assertEquals("it wants to know who sends: set otel.exporter.otlp.headers", todoOf(401));
    assertEquals("a proxy or gateway answers for a collector that it does not reach", todoOf(503));
    assertEquals("see the collector's log", todoOf(500));
    body = "<!doctype html>";
    assertTrue(todoOf(200).startsWith("see what listens there"), () -> todoOf(200));
    body = "client sent an HTTP request to an HTTPS server";
    assertEquals("write https:// instead of http://", todoOf(400));
  }

  @Test
  void serverOfHttpIsNoneOfGrpcNorOfTls() {
    assertEquals(
        List.of(
            "BAD  endpoint: traces, metrics, logs: URL: it speaks OTLP by HTTP, not by gRPC -> set"
                + " otel.exporter.otlp.protocol=http/protobuf, or the port of gRPC, mostly 4317"),
        check("otel.exporter.otlp.protocol=grpc"));
    assertEquals(
        List.of(
            "BAD  endpoint: traces, metrics, logs: https"
                + "URL/v1/…: it speaks no TLS -> write http:// instead of https://, or the port"
                + " that has TLS"),
        check(Map.of(), "otel.exporter.otlp.endpoint=" + url().replace("http:", "https:")).stream()
            .map(line -> line.replace("https:" + url().substring(5), "httpsURL"))
            .toList());
  }

  @Test
  void whereNobodyListensIsTold() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      int port = free.getLocalPort();
      free.close();
      String line = check(Map.of(), "otel.exporter.otlp.endpoint=http://127.0.0.1:" + port).get(0);

      assertTrue(line.contains("no connection to 127.0.0.1:" + port), line);
      assertTrue(line.contains("-> start a collector there, or set"), line);
    }
  }

  @Test
  void nameWithoutAnAddressIsTold() {
    assertEquals(
        List.of(
            "BAD  endpoint: traces, metrics, logs: http://collector.invalid:4318/v1/…:"
                + " collector.invalid is a name without an address here -> check its spelling, and"
                + " that this machine or container can look it up"),
        check(Map.of(), "otel.exporter.otlp.endpoint=http://collector.invalid:4318"));
  }

  @Test
  void proxyOfTheJvmIsUsedAndNamed() {
    status = 502;
    int port = server.getAddress().getPort();
    Map<String, String> proxy =
        Map.of("http.proxyHost", "127.0.0.1", "http.proxyPort", String.valueOf(port));

    assertEquals(
        List.of(
            "BAD  endpoint: traces, metrics, logs: http://collector.invalid/v1/… through the proxy"
                + " 127.0.0.1:PORT: it answers 502 -> a proxy or gateway answers for a collector"
                + " that it does not reach"),
        check(proxy, "otel.exporter.otlp.endpoint=http://collector.invalid").stream()
            .map(line -> line.replace(":" + port, ":PORT"))
            .toList());
  }

  @Test
  void serverThatNeverAnswersIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String silence = "http://127.0.0.1:" + silent.getLocalPort();

      assertEquals(
          List.of(
              "BAD  endpoint: traces, metrics, logs: SILENCE/v1/…: no answer to an empty export"
                  + " (after 3 s) -> see what listens there: OTLP by HTTP mostly has port 4318, by"
                  + " gRPC 4317"),
          check(Map.of(), "otel.exporter.otlp.endpoint=" + silence).stream()
              .map(line -> line.replace(silence, "SILENCE"))
              .toList());
    }
  }

  private String todoOf(int answer) {
    status = answer;
    return findings(Map.of(), "otel.exporter.otlp.endpoint=" + url()).get(0).todo();
  }

  private List<String> check(String arguments) {
    return check(Map.of(), "otel.exporter.otlp.endpoint=" + url() + "," + arguments);
  }

  private List<String> check(Map<String, String> network, String arguments) {
    return findings(network, arguments).stream()
        .map(finding -> finding.toString().replace(url(), "URL"))
        .toList();
  }

  private static List<Finding> findings(Map<String, String> network, String arguments) {
    Configuration configuration = Configuration.ofAnother(arguments, Map.of(), Map.of());
    List<OtlpTarget> targets = OtlpTarget.of(configuration, Settings.from(configuration));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    return new ArrayList<>(Endpoints.check(targets, network, deadline));
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }
}
