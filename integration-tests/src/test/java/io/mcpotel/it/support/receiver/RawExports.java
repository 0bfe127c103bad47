// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.receiver;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mcpotel.it.support.process.AppProcess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Takes OTLP over HTTP and keeps every text in it, wherever in a message it stands. */
public final class RawExports implements AutoCloseable {

  public static final String SPANS = "/v1/traces";
  public static final String RECORDS = "/v1/logs";
  public static final String METRICS = "/v1/metrics";

  /** By the signal's path and where they stand. */
  private final Map<String, Map<String, Set<String>>> texts = new HashMap<>();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer http;

  public RawExports() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(threads);
    http.createContext("/", this::take);
    http.start();
  }

  public String endpoint() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /**
   * Tells each text of a signal with where it stands: the key of an attribute, else the field's
   * name.
   */
  public synchronized void texts(String path, BiConsumer<String, String> where) {
    texts
        .getOrDefault(path, Map.of())
        .forEach((name, all) -> all.forEach(text -> where.accept(name, text)));
  }

  /** Waits until a signal has this text anywhere. */
  public synchronized void await(String path, String text) {
    long deadline = System.nanoTime() + AppProcess.PATIENCE.toNanos();
    while (!has(path, text)) {
      long remaining = deadline - System.nanoTime();
      if (remaining <= 0) {
        throw new AssertionError("No " + text + " in " + path);
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, remaining);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while waiting for an export", e);
      }
    }
  }

  private boolean has(String path, String part) {
    return texts.getOrDefault(path, Map.of()).values().stream()
        .flatMap(Set::stream)
        .anyMatch(text -> text.contains(part));
  }

  private synchronized void add(String path, Message request) {
    Map<String, Set<String>> all = texts.computeIfAbsent(path, any -> new HashMap<>());
    walk(request, "", (name, text) -> all.computeIfAbsent(name, any -> new HashSet<>()).add(text));
    notifyAll();
  }

  private static void walk(Message message, String key, BiConsumer<String, String> where) {
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              String name = name(message, key, field.getName());
              List<?> values = value instanceof List<?> list ? list : List.of(value);
              values.forEach(each -> visit(each, name, where));
            });
  }

  private static String name(Message message, String key, String field) {
    if (message instanceof AnyValue) {
      return key;
    }
    return message instanceof Status ? "status" : field;
  }

  private static void visit(Object value, String name, BiConsumer<String, String> where) {
    if (value instanceof KeyValue attribute) {
      where.accept(name, attribute.getKey());
      walk(attribute.getValue(), attribute.getKey(), where);
    } else if (value instanceof Message message) {
      walk(message, name, where);
    } else if (value instanceof ByteString bytes) {
      where.accept(name, bytes.toStringUtf8());
    } else if (value instanceof String text) {
      where.accept(name, text);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      add(path, parse(path, exchange.getRequestBody().readAllBytes()));
      // No bytes are an empty answer, which says that all was taken.
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static Message parse(String path, byte[] body) throws InvalidProtocolBufferException {
    return switch (path) {
      case SPANS -> ExportTraceServiceRequest.parseFrom(body);
      case RECORDS -> ExportLogsServiceRequest.parseFrom(body);
      default -> ExportMetricsServiceRequest.parseFrom(body);
    };
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
