// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An OTLP endpoint that takes everything and keeps nothing. */
final class Sink implements AutoCloseable {

  static {
    // Otherwise the server holds back each answer for the 40 ms of a delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final AtomicInteger exports = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  Sink() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  /** What makes an agent, or a bare SDK, export to here. */
  List<String> options() {
    return List.of(
        "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:" + server.getAddress().getPort(),
        "-Dotel.exporter.otlp.protocol=http/protobuf",
        "-Dotel.service.name=benchmark");
  }

  /** How many exports there were. */
  int exports() {
    return exports.get();
  }

  /** How much was exported. */
  long bytes() {
    return bytes.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      bytes.addAndGet(exchange.getRequestBody().transferTo(OutputStream.nullOutputStream()));
      exports.incrementAndGet();
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }
}
