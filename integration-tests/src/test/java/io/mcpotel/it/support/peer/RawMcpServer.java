// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.peer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.process.AppProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A streamable HTTP server that shows the exact messages a client sends, and answers what a test
 * tells it to.
 */
public final class RawMcpServer implements AutoCloseable {

  public static final String SESSION = "raw-session-1";

  private static final String FORGOTTEN = "";

  private static final String INITIALIZE_RESULT =
      """
      {"protocolVersion":"2025-06-18","capabilities":{"tools":{}},\
      "serverInfo":{"name":"raw-server","version":"7.7"}}""";

  private final Inbox inbox = new Inbox();
  private final Map<String, Long> received = new ConcurrentHashMap<>();
  private final Map<String, Long> answered = new ConcurrentHashMap<>();
  private final Map<String, Function<Object, String>> answers = new ConcurrentHashMap<>();
  private final Map<String, List<String>> before = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer http;

  public RawMcpServer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(threads);
    http.createContext("/mcp", this::handle);
    http.start();
    result("initialize", INITIALIZE_RESULT);
  }

  public int port() {
    return http.getAddress().getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** From now on answers the method with this result. */
  public RawMcpServer result(String method, String json) {
    answers.put(
        method,
        id -> "{\"jsonrpc\":\"2.0\",\"id\":" + Json.write(id) + ",\"result\":" + json + "}");
    return this;
  }

  /** From now on answers the method with this text. */
  public RawMcpServer text(String method, String body) {
    answers.put(method, id -> body);
    return this;
  }

  public RawMcpServer error(String method, int code, String message) {
    answers.put(
        method,
        id ->
            "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%d,\"message\":%s}}"
                .formatted(Json.write(id), code, Json.write(message)));
    return this;
  }

  /** From now on answers the method with HTTP's 404, as if it had forgotten the session. */
  public RawMcpServer forgetAt(String method) {
    answers.put(method, id -> FORGOTTEN);
    return this;
  }

  /** Answers the method with HTTP's 404 the next time, and with this result from then on. */
  public RawMcpServer forgetOnceAt(String method, String json) {
    answers.put(
        method,
        id -> {
          result(method, json);
          return FORGOTTEN;
        });
    return this;
  }

  /** From now on leaves the method without an answer. */
  public RawMcpServer silence(String method) {
    answers.put(method, id -> null);
    return this;
  }

  /** From now on sends these messages of its own before it answers the method. */
  public RawMcpServer saysBefore(String method, String... messages) {
    before.put(method, List.of(messages));
    return this;
  }

  /** What the client answered to the request with this id. */
  public Map<String, Object> awaitAnswer(int id) {
    return inbox.await(
        message -> !message.containsKey("method") && message.get("id").equals(id),
        AppProcess.PATIENCE);
  }

  /** The first message with that method, as the client wrote it. */
  public Map<String, Object> awaitMessage(String method) {
    return inbox.await(message -> method.equals(message.get("method")), AppProcess.PATIENCE);
  }

  /** How many bytes the last message with that method had. */
  public long bytesReceived(String method) {
    return received.get(method);
  }

  /** How many bytes the last answer to that method had. */
  public long bytesAnswered(String method) {
    return answered.get(method);
  }

  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      byte[] request = exchange.getRequestBody().readAllBytes();
      Map<String, Object> message = Json.parse(new String(request, StandardCharsets.UTF_8));
      if (message.get("method") instanceof String method) {
        received.put(method, (long) request.length);
      }
      inbox.add(new LinkedHashMap<>(message));
      if (message.containsKey("id") && message.containsKey("method")) {
        answer(exchange, message);
      } else {
        exchange.sendResponseHeaders(202, -1);
      }
    }
  }

  private void answer(HttpExchange exchange, Map<String, Object> message) throws IOException {
    String answer =
        answers.getOrDefault((String) message.get("method"), id -> null).apply(message.get("id"));
    if (answer == null) {
      waitForTheEnd();
      return;
    }
    if (answer.equals(FORGOTTEN)) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    String method = (String) message.get("method");
    answered.put(method, (long) answer.getBytes(StandardCharsets.UTF_8).length);
    List<String> first = before.getOrDefault(method, List.of());
    byte[] body =
        (first.isEmpty() ? answer : events(first) + event(answer)).getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .set("Content-Type", first.isEmpty() ? "application/json" : "text/event-stream");
    exchange.getResponseHeaders().set("Mcp-Session-Id", SESSION);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private static String events(List<String> messages) {
    return messages.stream().map(RawMcpServer::event).collect(Collectors.joining());
  }

  private static String event(String message) {
    return "event: message\ndata: " + message + "\n\n";
  }

  private void waitForTheEnd() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
