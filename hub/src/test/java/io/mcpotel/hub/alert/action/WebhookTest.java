// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.mcpotel.hub.alert.Receiver.Answer;
import io.mcpotel.hub.alert.Receiver.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes of answers that receivers give, or do not. */
class WebhookTest {

  private static final String SECRET = "/services/T0/B0/very-secret";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private HttpHandler handler;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> handler.handle(exchange));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void successAndRefusalAreFinalAndFailureIsTriedAgain() throws Exception {
    handler = exchange -> answer(exchange, 202, "ok");
    assertEquals(Answer.delivered("202: ok"), send(url()));
    handler = exchange -> answer(exchange, 400, "no_text");
    assertEquals(Answer.failed("400: no_text"), send(url()));
    handler = exchange -> answer(exchange, 302, "");
    assertEquals(Outcome.FAILED, send(url()).outcome());
    handler =
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "7");
          answer(exchange, 429, "slow down");
        };
    assertEquals(Answer.again("429: slow down", Duration.ofSeconds(7)), send(url()));
  }

  @Test
  void theUrlWhichIsASecretIsInNoAnswer() throws Exception {
    handler = exchange -> answer(exchange, 500, "cannot POST " + exchange.getRequestURI());
    assertFalse(send(url()).text().contains("secret"), send(url())::text);
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    Answer refused = send(URI.create("http://127.0.0.1:" + closed + SECRET));
    assertTrue(refused.isWorthRetrying());
    assertFalse(refused.text().contains("secret"), refused::text);
    Answer nowhere = send(URI.create("https://…" + SECRET));
    assertEquals(Answer.failed("its URL names no host"), nowhere);
  }

  @Test
  void anAnswerThatDoesNotComeOrHasNoEndTakesNoLongerThanItsTime() throws Exception {
    handler =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] much = "x".repeat(4_096).getBytes(StandardCharsets.UTF_8);
          while (true) {
            exchange.getResponseBody().write(much);
          }
        };
    assertEquals(Outcome.DELIVERED, send(url()).outcome());
    handler =
        exchange -> {
          try {
            Thread.sleep(60_000);
          } catch (InterruptedException e) {
            exchange.close();
          }
        };
    Answer late = send(url(), Duration.ofMillis(300));
    assertEquals(Answer.again("no answer within 300 ms", null), late);
  }

  @Test
  void aUsersNameInTheUrlIsSentAsBasicAuthentication() throws Exception {
    AtomicReference<String> header = new AtomicReference<>();
    handler =
        exchange -> {
          header.set(exchange.getRequestHeaders().getFirst("Authorization"));
          answer(exchange, 200, "");
        };
    URI url = URI.create("http://user:p%40ss@127.0.0.1:" + server.getAddress().getPort() + "/hook");
    assertEquals(Outcome.DELIVERED, send(url).outcome());
    assertEquals("Basic dXNlcjpwQHNz", header.get());
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + SECRET);
  }

  private static Answer send(URI url) throws InterruptedException {
    return send(url, Duration.ofSeconds(30));
  }

  private static Answer send(URI url, Duration timeout) throws InterruptedException {
    return new Webhook("webhook", url, new JsonFormat(), timeout, null)
        .send(Samples.firing(), Instant.now());
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
