// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What ClickHouse refuses, by a server that answers as it does. */
class ClickHouseHttpTest {

  private static final String PASSWORD = "s\u00e9same";

  @Test
  void itsErrorsAreSaidWithWhatToDo() throws Exception {
    assertTrue(said(403, 516).contains("name or the password is wrong"));
    assertTrue(said(401, 193).contains("name or the password is wrong"));
    assertTrue(said(404, 81).contains("CREATE DATABASE mcp"));
    assertTrue(said(500, 497).contains("GRANT"));
    assertTrue(said(404, 115).contains("too old"));
    assertTrue(said(500, 164).contains("readonly = 2"));
    assertTrue(said(500, 159).startsWith("the answer took longer than 20 s"));
    String other = said(500, 241);
    assertTrue(other.endsWith("answered 500: Code: 241. DB::Exception: a b"), other);
  }

  @Test
  void passwordAndValuesGoBesideTheSql() throws Exception {
    AtomicReference<String> asked = new AtomicReference<>();
    HttpServer server = server();
    server.createContext(
        "/",
        exchange -> {
          asked.set(
              exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + exchange.getRequestURI().getQuery());
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes());
          exchange.close();
        });
    server.start();
    try {
      http(server.getAddress().getPort()).rows("SELECT 1", Map.of("param_a", "x&y=%\\"));
    } finally {
      server.stop(0);
    }
    String login =
        Base64.getEncoder().encodeToString(("hub:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    assertTrue(asked.get().startsWith("Basic " + login + " "), asked::get);
    assertTrue(asked.get().contains("param_a=x&y=%\\&"), asked::get);
    assertTrue(asked.get().contains("database=mcp"), asked::get);
  }

  @Test
  void oneThatHangsHoldsUpNoMoreThanOneInsertAtATime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      ClickHouseHttp http =
          new ClickHouseHttp(address(silent.getLocalPort()), Duration.ofSeconds(5));
      String first = failure(http);
      assertTrue(first.contains("did not answer"), first);
      long begin = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        assertEquals(first, failure(http));
      }
      assertFalse(System.nanoTime() - begin > Duration.ofSeconds(20).toNanos());
    }
  }

  @Test
  void connectionThatIsClosedWhenItIsUsedAgainRefusesNoRows() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread answering =
          new Thread(
              () -> {
                answer(server, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 1);
                answer(server, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 0);
              });
      answering.start();
      ClickHouseHttp http = http(server.getLocalPort());

      http.insert("INSERT", new byte[0]);
      http.insert("INSERT", new byte[0]);

      answering.join();
    }
  }

  /** Answers the first request on a connection, and closes it when so many more have come. */
  private static void answer(ServerSocket server, String answer, int more) {
    try (Socket connection = server.accept()) {
      BufferedReader requests =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
      for (int i = 0; i <= more; i++) {
        String line = requests.readLine();
        while (line != null && !line.isEmpty()) {
          line = requests.readLine();
        }
        if (i == 0) {
          connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anAnswerThatDoesNotEndIsGivenUp() throws Exception {
    HttpServer server = server();
    CountDownLatch done = new CountDownLatch(1);
    server.setExecutor(task -> new Thread(task, "half an answer").start());
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          try {
            done.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    server.start();
    try {
      String said =
          failure(
              new ClickHouseHttp(address(server.getAddress().getPort()), Duration.ofSeconds(2)));
      assertTrue(said.contains("did not answer within 2 seconds"), said);
    } finally {
      done.countDown();
      server.stop(0);
    }
  }

  private static String said(int status, int code) throws Exception {
    HttpServer server = server();
    server.createContext(
        "/",
        exchange -> {
          byte[] text = ("Code: " + code + ". DB::Exception: a\n\u0007b").getBytes();
          // Old ones have it in the text only.
          if (code != 193) {
            exchange.getResponseHeaders().set("X-ClickHouse-Exception-Code", "" + code);
          }
          exchange.sendResponseHeaders(status, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
    try {
      String said = failure(http(server.getAddress().getPort()));
      assertFalse(said.contains(PASSWORD), said);
      return said;
    } finally {
      server.stop(0);
    }
  }

  private static String failure(ClickHouseHttp http) {
    return assertThrows(StoreException.class, () -> http.insert("INSERT", new byte[0]))
        .getMessage();
  }

  private static ClickHouseHttp http(int port) {
    return new ClickHouseHttp(address(port));
  }

  private static ClickHouseAddress address(int port) {
    return ClickHouseAddress.of("http://127.0.0.1:" + port + "/mcp", "hub", PASSWORD);
  }

  private static HttpServer server() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }
}
