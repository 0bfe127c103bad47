// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Takes what is posted to it, by the path that it is posted to. */
final class AlertReceivers implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, List<JsonNode>> bodies = new ConcurrentHashMap<>();
  private final HttpServer server;

  AlertReceivers() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  List<JsonNode> at(String path) {
    return bodies.getOrDefault(path, List.of());
  }

  /** The first one like this, as soon as it is there. */
  JsonNode await(String path, Predicate<JsonNode> wanted) {
    HubProcess.await(() -> at(path).stream().anyMatch(wanted));
    return at(path).stream().filter(wanted).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    bodies
        .computeIfAbsent(exchange.getRequestURI().getPath(), path -> new CopyOnWriteArrayList<>())
        .add(body);
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }
}
