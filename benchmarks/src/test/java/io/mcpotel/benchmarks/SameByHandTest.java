// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is written by hand in {@link SameByHand} stays what the agent tells of a call. */
@Tag("matrix")
class SameByHandTest {

  /** In protobuf a text stands as it is. */
  private static final Pattern WORDS =
      Pattern.compile(
          "(mcp|gen_ai|jsonrpc|network|error)(\\.[a-z_]+)+"
              + "|thread\\.name|(tools/call|execute_tool) echo(: ok)?|receive|transmit");

  /** What no call records, and the number of requests, which may be none at that moment. */
  private static final Pattern READ_AT_EXPORT =
      Pattern.compile(
          "mcp\\.alert\\.rule|mcp\\.server\\."
              + "(state|alerts|tools|prompts|resources|last_success.*|oldest.*|active_.*|idle_.*)");

  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @Test
  void oneCallIsToldOfAsTheAgentDoes() throws Exception {
    try (Server byHand = new Server(Variant.sameByHand());
        Server agent = new Server(Variant.ours())) {
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (System.nanoTime() < end
          && !(agent.hasToldAll() && byHand.told().equals(agent.told()))) {
        Thread.sleep(50);
      }

      assertTrue(agent.hasToldAll(), () -> agent.told().toString());
      assertEquals(agent.told(), byHand.told());
    }
  }

  /** What was told of one call: of spans and records each word, of metrics which words. */
  private record Told(List<String> spans, List<String> records, Set<String> metrics) {}

  /** A server that has been called once, and what is told of it. */
  private static final class Server implements AutoCloseable {
    private final Map<String, String> received = new ConcurrentHashMap<>();
    private final HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final Process process;

    Server(Variant variant) throws IOException {
      receiver.createContext("/", this::receive);
      receiver.start();
      Transport transport = Transport.STATELESS;
      List<String> options =
          List.of(
              "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:" + receiver.getAddress().getPort(),
              "-Dotel.exporter.otlp.protocol=http/protobuf",
              "-Dotel.bsp.schedule.delay=100",
              "-Dotel.metric.export.interval=200");
      process =
          new Program(Jdk.running(), variant.classPath(), transport.server())
              .start(variant.with(options).options(), transport.toString());
      transport.connect(process).get(0).call();
    }

    Told told() {
      return new Told(
          words("/v1/traces").sorted().toList(),
          words("/v1/logs").sorted().toList(),
          new TreeSet<>(words("/v1/metrics").toList()));
    }

    boolean hasToldAll() {
      Told told = told();
      return told.spans.containsAll(List.of("tools/call echo", "execute_tool echo"))
          && told.records.contains("tools/call echo: ok")
          && told.metrics.containsAll(List.of("mcp.server.handler.cpu", "transmit"));
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
      receiver.stop(0);
    }

    private Stream<String> words(String signal) {
      return WORDS
          .matcher(received.getOrDefault(signal, ""))
          .results()
          .map(MatchResult::group)
          .filter(word -> !READ_AT_EXPORT.matcher(word).matches());
    }

    private void receive(HttpExchange exchange) throws IOException {
      try (exchange) {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String text = new String(body, StandardCharsets.ISO_8859_1);
        received.merge(exchange.getRequestURI().getPath(), text, String::concat);
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
      }
    }
  }
}
