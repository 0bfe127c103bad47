// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.peer;

import io.mcpotel.it.support.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A raw peer of a server with the older SSE transport. */
public final class RawSse extends RawPeer {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final CompletableFuture<String> endpoint = new CompletableFuture<>();
  private final Map<String, CompletableFuture<?>> posts = new ConcurrentHashMap<>();
  private final URI base;
  private final InputStream stream;

  public RawSse(int port) {
    base = URI.create("http://127.0.0.1:" + port);
    try {
      stream =
          http.send(
                  HttpRequest.newBuilder(base.resolve("/sse")).build(),
                  BodyHandlers.ofInputStream())
              .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while connecting", e);
    }
    Thread reader = new Thread(this::read, "raw-sse");
    reader.setDaemon(true);
    reader.start();
    endpoint.join();
  }

  /**
   * Does not wait for HTTP's answer: the server may only give it when the request has been handled.
   */
  @Override
  protected void write(String message) {
    Object id = Json.parse(message).get("id");
    CompletableFuture<?> post = post(message);
    if (id != null) {
      posts.put(id.toString(), post);
    }
  }

  /**
   * The answer is on the stream, but the server's thread may still be at it, and an event that
   * another thread writes meanwhile may be lost: the SDK does not lock the stream.
   */
  @Override
  protected void awaitEndOf(Object id) {
    CompletableFuture<?> post = posts.remove(id.toString());
    if (post != null) {
      post.orTimeout(90, TimeUnit.SECONDS).join();
    }
  }

  private CompletableFuture<?> post(String message) {
    return http.sendAsync(
            HttpRequest.newBuilder(base.resolve(endpoint.join()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message))
                .build(),
            BodyHandlers.discarding())
        .handle(
            (response, failure) -> {
              if (failure != null) {
                receiveFailure(message, failure);
              } else if (response.statusCode() >= 400) {
                receiveStatus(message, response.statusCode());
              }
              return null;
            });
  }

  @Override
  public String sessionId() {
    return endpoint.join().replaceFirst(".*sessionId=", "");
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      String event = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event:")) {
          event = line.substring("event:".length()).strip();
        } else if (line.startsWith("data:")) {
          deliver(event, line.substring("data:".length()).strip());
        }
      }
    } catch (IOException e) {
      // Closed by the test, or by a server that was stopped.
    }
  }

  private void deliver(String event, String data) {
    if (event.equals("endpoint")) {
      endpoint.complete(data);
    } else {
      receive(data);
    }
  }
}
