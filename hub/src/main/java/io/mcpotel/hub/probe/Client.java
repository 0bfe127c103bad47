// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.probe;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpotel.hub.alert.Words;
import io.mcpotel.hub.http.FirstBytes;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Asks one server, all in all within its time. */
final class Client {

  private static final int MOST_BYTES = 65_536;
  private static final int MOST_SHOWN = 200;
  private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7e]{1,1000}");
  private static final String SESSION = "Mcp-Session-Id";
  private static final String VERSION = "MCP-Protocol-Version";
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
      "capabilities":{},"clientInfo":{"name":"mcp-otel-hub-probe","version":"1"}}}""";
  private static final String INITIALIZED =
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Probe probe;
  private final long until;
  private String session;
  private String version;

  Client(Probe probe) {
    this.probe = probe;
    until = System.nanoTime() + probe.timeout().toNanos();
  }

  /** What the server calls itself, where it says so. */
  Optional<String> ask() throws Failed, InterruptedException {
    if (!probe.isMcp()) {
      int status = send(request().GET().build(), 0).statusCode();
      if (status / 100 != 2) {
        throw new Failed("it answered " + status);
      }
      return Optional.empty();
    }
    try {
      JsonNode initialized = call("initialize", INITIALIZE, 1);
      String agreed = initialized.path("protocolVersion").asText(null);
      version = agreed == null ? null : sendable(agreed, "protocol version");
      send(post(INITIALIZED), 0);
      call("ping", PING, 2);
      return Optional.ofNullable(initialized.path("serverInfo").path("name").asText(null));
    } finally {
      end();
    }
  }

  private JsonNode call(String method, String body, int id) throws Failed, InterruptedException {
    HttpResponse<String> response = send(post(body), id);
    if (response.statusCode() / 100 != 2) {
      throw new Failed(method + " was answered " + response.statusCode());
    }
    String named = response.headers().firstValue(SESSION).orElse(null);
    session = named == null ? session : sendable(named, "session id");
    JsonNode answer =
        Rpc.answer(response.body(), id)
            .orElseThrow(() -> new Failed(method + " was answered with something else than MCP"));
    if (answer.has("error")) {
      throw new Failed(
          method + " failed: " + Words.line(answer.at("/error/message").asText(), MOST_SHOWN));
    }
    return answer.path("result");
  }

  /** So that the server need not keep the session. Some do not take this, which is well. */
  private void end() throws InterruptedException {
    if (session != null) {
      try {
        send(request().DELETE().build(), 0);
      } catch (Failed e) {
        // What it was asked it has answered.
      }
    }
  }

  /** What the server says comes back to it in a header, which not every text can. */
  private static String sendable(String value, String what) throws Failed {
    if (!SENDABLE.matcher(value).matches()) {
      throw new Failed("its " + what + " is none");
    }
    return value;
  }

  private HttpRequest post(String body) {
    return request()
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest.Builder request() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(probe.url()).header("User-Agent", "mcp-otel-hub");
    probe.headers().forEach(request::header);
    if (session != null) {
      request.header(SESSION, session);
    }
    if (version != null) {
      request.header(VERSION, version);
    }
    return request;
  }

  /** With an id the body is read until its answer is there, and no further. */
  private HttpResponse<String> send(HttpRequest request, int id)
      throws Failed, InterruptedException {
    long left = Math.max(1, until - System.nanoTime());
    CompletableFuture<HttpResponse<String>> response =
        CLIENT.sendAsync(
            request,
            info ->
                new FirstBytes(MOST_BYTES, soFar -> id == 0 || Rpc.answer(soFar, id).isPresent()));
    try {
      return response.get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new Failed("no answer within " + probe.timeout().toMillis() + " ms");
    } catch (ExecutionException e) {
      String message = e.getCause().getMessage();
      throw new Failed(
          Words.line(
              e.getCause().getClass().getSimpleName() + (message == null ? "" : ": " + message),
              MOST_SHOWN));
    } finally {
      response.cancel(true);
    }
  }
}
