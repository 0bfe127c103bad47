// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import io.mcpotel.hub.alert.Alert;
import io.mcpotel.hub.alert.Receiver;
import io.mcpotel.hub.alert.Words;
import io.mcpotel.hub.http.FirstBytes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One URL that alerts are posted to. It may be a secret, and is in no message. */
final class Webhook implements Receiver {

  private static final int MOST_ANSWER = 1_024;
  private static final int MOST_SHOWN = 200;

  /** What is shorter stands in any text. */
  private static final int SHORTEST_SECRET = 4;

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final String kind;
  private final URI url;
  private final Format format;
  private final Duration timeout;
  private final String secret;

  /**
   * Makes one.
   *
   * @param secret what no answer may repeat, beside the URL
   */
  Webhook(String kind, URI url, Format format, Duration timeout, String secret) {
    this.kind = kind;
    this.url = url;
    this.format = format;
    this.timeout = timeout;
    this.secret = secret;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public Duration repeat(Duration usual) {
    return format instanceof AlertmanagerFormat ? AlertmanagerFormat.REPEAT : usual;
  }

  @Override
  public boolean hearsOfTheEnd() {
    return true;
  }

  @Override
  public Answer send(Alert alert, Instant now) throws InterruptedException {
    if (url.getHost() == null) {
      return Answer.failed("its URL names no host");
    }
    CompletableFuture<HttpResponse<String>> response =
        CLIENT.sendAsync(
            request(format.body(alert, now).toString()), info -> new FirstBytes(MOST_ANSWER));
    try {
      return answer(response.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Answer.again("no answer within " + timeout.toMillis() + " ms", null);
    } catch (ExecutionException e) {
      return Answer.again(shown(words(e.getCause())), null);
    } finally {
      response.cancel(true);
    }
  }

  private HttpRequest request(String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(withoutUser())
            .header("Content-Type", "application/json")
            .header("User-Agent", "mcp-otel-hub")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (url.getUserInfo() != null) {
      byte[] user = url.getUserInfo().getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
    }
    return request.build();
  }

  private URI withoutUser() {
    return url.getRawUserInfo() == null
        ? url
        : URI.create(url.toString().replaceFirst("//[^/?#]*@", "//"));
  }

  private Answer answer(HttpResponse<String> response) {
    int status = response.statusCode();
    String first = response.body().lines().findFirst().orElse("").strip();
    String text =
        shown(
            status
                + (status / 100 == 3 ? " (redirects are not followed)" : "")
                + (first.isEmpty() ? "" : ": " + first));
    if (status / 100 == 2) {
      return Answer.delivered(text);
    }
    boolean isForNow = status >= 500 || status == 408 || status == 429;
    return isForNow ? Answer.again(text, retryAfter(response)) : Answer.failed(text);
  }

  private static Duration retryAfter(HttpResponse<String> response) {
    String seconds = response.headers().firstValue("Retry-After").orElse("");
    return seconds.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
  }

  private String shown(String text) {
    String hidden = text.replace(url.toString(), "***");
    String path = url.getRawPath();
    if (path != null && path.length() > 1) {
      hidden = hidden.replace(path, "***");
    }
    for (String part : secretParts()) {
      hidden = hidden.replace(part, "***");
    }
    if (secret != null) {
      hidden = hidden.replace(secret, "***");
    }
    return Words.line(hidden, MOST_SHOWN);
  }

  /** Of the URL beside its path, as a receiver may quote them. */
  private List<String> secretParts() {
    List<String> parts = new ArrayList<>();
    if (url.getRawUserInfo() != null) {
      parts.add(url.getRawUserInfo());
    }
    if (url.getRawQuery() != null) {
      parts.add(url.getRawQuery());
      for (String pair : url.getRawQuery().split("&")) {
        parts.add(pair.substring(pair.indexOf('=') + 1));
      }
    }
    parts.removeIf(part -> part.length() < SHORTEST_SECRET);
    return parts;
  }

  private static String words(Throwable failure) {
    String message = failure.getMessage();
    return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
