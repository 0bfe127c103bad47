// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/** The client's half of MCP's Streamable HTTP, for one session. */
final class StreamableHttp {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOST_BYTES = 32 * 1024 * 1024;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;
  private String session;
  private String protocol;

  StreamableHttp(URI server) {
    this.server = server;
  }

  /** Sends what needs no answer. */
  void send(JsonNode message) throws IOException, InterruptedException {
    try (InputStream body = post(message).body()) {
      body.readNBytes(MOST_BYTES);
    }
  }

  /**
   * Sends a request and waits for its answer, which is null where none came. What the server says
   * before it goes to {@code others}.
   */
  JsonNode ask(JsonNode request, Consumer<JsonNode> others)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response = post(request);
    response.headers().firstValue("Mcp-Session-Id").ifPresent(id -> session = id);
    JsonNode answer;
    try (InputStream body = new BoundedInput(response.body(), MOST_BYTES)) {
      String type = response.headers().firstValue("Content-Type").orElse("");
      answer =
          type.startsWith("text/event-stream")
              ? fromEvents(body, request.get("id"), others)
              : JSON.readTree(body);
    }
    if (answer != null && answer.path("result").has("protocolVersion")) {
      protocol = answer.path("result").path("protocolVersion").asText();
    }
    return answer;
  }

  /** Tells the server that nobody will come back. */
  void end() throws InterruptedException {
    if (session != null) {
      try {
        HttpRequest request = request().timeout(Duration.ofSeconds(5)).DELETE().build();
        http.send(request, HttpResponse.BodyHandlers.discarding());
      } catch (IOException e) {
        // It finds out by itself.
      }
    }
  }

  private HttpResponse<InputStream> post(JsonNode message)
      throws IOException, InterruptedException {
    HttpRequest request =
        request()
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString(message.toString()))
            .build();
    HttpResponse<InputStream> response =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() >= 300) {
      response.body().close();
      throw new IOException("HTTP status " + response.statusCode());
    }
    return response;
  }

  private HttpRequest.Builder request() {
    HttpRequest.Builder request = HttpRequest.newBuilder(server);
    if (session != null) {
      request.header("Mcp-Session-Id", session);
    }
    if (protocol != null) {
      request.header("MCP-Protocol-Version", protocol);
    }
    return request;
  }

  private static JsonNode fromEvents(InputStream body, JsonNode id, Consumer<JsonNode> others)
      throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("data:")) {
        data.append(line, "data:".length(), line.length()).append('\n');
      } else if (line.isEmpty() && data.length() > 0) {
        JsonNode message = JSON.readTree(data.toString());
        data.setLength(0);
        if (!message.has("method") && id.equals(message.get("id"))) {
          return message;
        }
        others.accept(message);
      }
    }
    return null;
  }
}
