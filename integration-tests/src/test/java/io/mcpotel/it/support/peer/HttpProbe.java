// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Sends single HTTP requests that a server is to refuse. */
public final class HttpProbe {

  /** What the peer got. */
  public record Answer(int status, String body) {}

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;

  public HttpProbe(int port) {
    base = URI.create("http://127.0.0.1:" + port);
  }

  /** Headers are names and values in turn; a body of null is none. */
  public Answer send(String method, String path, String body, String... headers) {
    return send(
        method,
        path,
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
        headers);
  }

  /** The same, without telling the length of the body before. */
  Answer sendChunked(String path, String body, String... headers) {
    return send("POST", path, BodyPublishers.fromPublisher(BodyPublishers.ofString(body)), headers);
  }

  private Answer send(
      String method, String path, HttpRequest.BodyPublisher body, String... headers) {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .method(method, body)
            .timeout(PATIENCE)
            .headers(headers)
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted during an HTTP exchange", e);
    }
  }
}
