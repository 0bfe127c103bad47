// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it;

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
import java.util.concurrent.CompletableFuture;

/** A raw peer of a server with the older SSE transport. */
public final class RawSse extends RawPeer {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final CompletableFuture<String> endpoint = new CompletableFuture<>();
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
   * Does not wait for the answer: the server may only give it when the request has been handled.
   */
  @Override
  protected void write(String message) {
    http.sendAsync(
            HttpRequest.newBuilder(base.resolve(endpoint.join()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message))
                .build(),
            BodyHandlers.discarding())
        .whenComplete(
            (response, failure) -> {
              if (failure != null) {
                receiveFailure(message, failure);
              }
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
