// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A raw peer of a streamable or stateless HTTP server. */
public final class RawHttp extends RawPeer {

  private static final int INTERNAL_SERVER_ERROR = 500;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Queue<InputStream> open = new ConcurrentLinkedQueue<>();
  private final URI uri;
  private volatile String sessionId;

  public RawHttp(int port) {
    this(port, "/mcp");
  }

  public RawHttp(int port, String path) {
    uri = URI.create("http://127.0.0.1:" + port + path);
  }

  /** Does not wait: the server may send no header before the first event. */
  @Override
  protected void write(String message) {
    http.sendAsync(post(message), BodyHandlers.ofInputStream())
        .whenComplete(
            (response, failure) -> {
              if (failure != null) {
                receiveFailure(message, failure);
                return;
              }
              response.headers().firstValue("Mcp-Session-Id").ifPresent(id -> sessionId = id);
              Runnable empty = () -> receiveStatus(message, response.statusCode());
              if (response.statusCode() == INTERNAL_SERVER_ERROR) {
                // A body, if any, is no JSON-RPC message.
                empty.run();
              } else {
                readInBackground(response.body(), empty);
              }
            });
  }

  @Override
  public String sessionId() {
    return sessionId;
  }

  /** Sends these bytes and returns the HTTP status. */
  public int status(String body) {
    return exchange(post(body)).statusCode();
  }

  /** Opens the stream on which the server speaks unasked. */
  public void listen() {
    http.sendAsync(accepting("text/event-stream").GET().build(), BodyHandlers.ofInputStream())
        .thenAccept(response -> readInBackground(response.body(), () -> {}));
  }

  public int delete() {
    return exchange(accepting("*/*").DELETE().build()).statusCode();
  }

  /** Cuts all connections without a goodbye. */
  public void disconnect() {
    for (InputStream stream = open.poll(); stream != null; stream = open.poll()) {
      try {
        stream.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    disconnect();
  }

  private HttpRequest post(String body) {
    return accepting("application/json, text/event-stream")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest.Builder accepting(String accept) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", accept);
    if (sessionId != null) {
      request.header("Mcp-Session-Id", sessionId).header("MCP-Protocol-Version", PROTOCOL);
    }
    return request;
  }

  private HttpResponse<InputStream> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted during an HTTP exchange", e);
    }
  }

  private void readInBackground(InputStream body, Runnable empty) {
    open.add(body);
    Thread reader = new Thread(() -> read(body, empty), "raw-http");
    reader.setDaemon(true);
    reader.start();
  }

  /** Takes plain JSON and server-sent events alike. */
  private void read(InputStream body, Runnable empty) {
    boolean isEmpty = true;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        isEmpty = false;
        if (line.startsWith("{")) {
          receive(line);
        } else if (line.startsWith("data:")) {
          receive(line.substring("data:".length()));
        }
      }
      if (isEmpty) {
        empty.run();
      }
    } catch (IOException e) {
      // Closed by the test, or by a server that was stopped.
    } finally {
      open.remove(body);
    }
  }
}
