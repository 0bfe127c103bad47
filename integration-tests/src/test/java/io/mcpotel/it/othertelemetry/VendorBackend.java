// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.othertelemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Stands in for the place where another vendor's agent reports to; keeps all that it is sent. */
final class VendorBackend implements AutoCloseable {

  /** What an agent asks for before it sends anything. */
  private static final Map<String, String> ANSWERS =
      Map.of(
          "/info", "{\"version\":\"7.50.0\",\"endpoints\":[\"/v0.4/traces\"]}",
          "/", "{\"version\":\"8.10.0\"}");

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final StringBuilder received = new StringBuilder();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  private VendorBackend() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  static VendorBackend start() {
    try {
      return new VendorBackend();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The bodies, in which names and values can be searched for, whatever their format. */
  synchronized String received() {
    return received.toString();
  }

  /** Waits until this has come. */
  synchronized void await(String text) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (received.indexOf(text) < 0) {
      long remaining = deadline - System.nanoTime();
      if (remaining <= 0) {
        throw new AssertionError("No " + text + " in " + received);
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, remaining);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while waiting for " + text, e);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream body = body(exchange)) {
      add(new String(body.readAllBytes(), StandardCharsets.ISO_8859_1));
      byte[] answer =
          ANSWERS
              .getOrDefault(exchange.getRequestURI().getPath(), "{}")
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private synchronized void add(String body) {
    received.append(body).append('\n');
    notifyAll();
  }

  private static InputStream body(HttpExchange exchange) throws IOException {
    InputStream raw = exchange.getRequestBody();
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    return switch (encoding == null ? "" : encoding) {
      case "gzip" -> new GZIPInputStream(raw);
      case "deflate" -> new InflaterInputStream(raw);
      default -> raw;
    };
  }
}
