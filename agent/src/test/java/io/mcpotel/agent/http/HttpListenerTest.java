// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpListenerTest {

  private static final int PATIENCE_MILLIS = 60_000;
  private static final String END = "\r\nHost: localhost\r\n\r\n";
  private static final int LARGE = 16 << 20;

  private final List<Socket> sockets = new ArrayList<>();
  private HttpListener listener;

  @BeforeEach
  void start() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    HttpPages pages =
        new HttpPages(
            new HostNames(loopback, List.of()),
            Map.of(
                "/metrics", request -> HttpAnswer.text(200, "all of it " + request.query()),
                "/large", request -> new HttpAnswer(200, Map.of(), new byte[LARGE]),
                "/picky",
                    request -> {
                      throw new IllegalArgumentException("on purpose");
                    },
                "/broken",
                    request -> {
                      throw new StackOverflowError("on purpose");
                    }));
    listener =
        HttpListener.start(
            new InetSocketAddress(loopback, 0),
            pages,
            task -> {
              Thread thread = new Thread(task, "listener");
              thread.setDaemon(true);
              return thread;
            });
  }

  @AfterEach
  void stop() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private Socket send(String request) throws IOException {
    Socket socket = new Socket();
    socket.connect(listener.address(), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    sockets.add(socket);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  private String answer(String request) throws IOException {
    return rest(send(request));
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private static int status(String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 "), answer);
    return Integer.parseInt(answer.substring(9, 12));
  }

  @Test
  void pageIsReadAndTheConnectionEnds() throws IOException {
    String answer = answer("GET /metrics?a=b HTTP/1.1" + END);

    assertEquals(200, status(answer));
    assertTrue(answer.contains("\r\nContent-Length: 14\r\n"), answer);
    assertTrue(answer.contains("\r\nConnection: close\r\n"), answer);
    assertTrue(answer.endsWith("\r\n\r\nall of it a=b\n"), answer);
  }

  @Test
  void requestMayComeInPieces() throws IOException {
    Socket socket = send("GET /met");
    socket.getOutputStream().write("rics HTTP/1.1\r\nHost: localh".getBytes());
    socket.getOutputStream().write("ost\r\nX: y\r\n\r".getBytes());
    socket.getOutputStream().write("\n".getBytes());

    assertEquals(200, status(rest(socket)));
  }

  @Test
  void headHasNoBody() throws IOException {
    String answer = answer("HEAD /metrics HTTP/1.1" + END);

    assertEquals(200, status(answer));
    assertTrue(answer.contains("Content-Length: 15\r\n") && answer.endsWith("\r\n\r\n"), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "get", "TRACE"})
  void nothingCanBeDoneButToRead(String method) throws IOException {
    String answer = answer(method + " /metrics HTTP/1.1\r\nContent-Length: 9" + END + "some body");

    assertEquals(405, status(answer));
    assertTrue(answer.contains("\r\nAllow: GET, HEAD\r\n"), answer);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /other HTTP/1.1, 404",
    "GET /metrics/ HTTP/1.1, 404",
    "GET /picky HTTP/1.1, 400",
    "GET /broken HTTP/1.1, 500",
    "GET http://localhost/metrics HTTP/1.1, 400",
    "GET /metrics HTTP/2.0, 400",
    "GET  /metrics HTTP/1.1, 400",
    "GET /metrics, 400",
    "GET /mä HTTP/1.1, 400",
    "hello, 400",
  })
  void whatMakesNoSenseGetsAnAnswerThatSaysSo(String line, int status) throws IOException {
    assertEquals(status, status(answer(line + END)));
    assertEquals(200, status(answer("GET /metrics HTTP/1.1" + END)));
  }

  @ParameterizedTest
  @CsvSource({
    "'Host: evil.example', 403",
    "'Host: localhost\r\nHost: localhost', 403",
    "'X: y', 403",
    "'Host: localhost\r\nOrigin: http://evil.example', 403",
    "'Host: localhost\r\nOrigin: null', 403",
    "'Host: localhost:9464\r\nOrigin: http://localhost:3000', 403",
    "'Host: localhost:9464\r\nOrigin: http://localhost:9464', 200",
    "'Host: localhost\r\n folded: header', 400",
    "'Host : localhost', 400",
    "'Host: localhost\nX: y', 400",
    "'Host', 400",
  })
  void nobodyIsAnsweredWhomAPageOfOthersHasSent(String headers, int status) throws IOException {
    assertEquals(status, status(answer("GET /metrics HTTP/1.1\r\n" + headers + "\r\n\r\n")));
  }

  @Test
  void oldVersionNeedsNoHost() throws IOException {
    assertEquals(200, status(answer("GET /metrics HTTP/1.0\r\n\r\n")));
  }

  @Test
  void endlessHeadIsRefused() throws IOException {
    String answer =
        answer("GET /metrics HTTP/1.1\r\nX: " + "y".repeat(HttpConnection.MOST_IN_HEAD));

    assertEquals(431, status(answer));
  }

  @Test
  void halfRequestsKeepNobodyWaitingAndAreOver() throws IOException {
    List<Socket> half = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      half.add(send("GET /metrics HTTP/1.1\r\nHost:"));
    }

    assertEquals(200, status(answer("GET /metrics HTTP/1.1" + END)));
    for (Socket socket : half) {
      assertTrue(isOver(socket));
    }
  }

  @Test
  void peersThatDoNotTakeTheirAnswersKeepNobodyWaiting() throws IOException {
    for (int i = 0; i < 100; i++) {
      send("GET /large HTTP/1.1" + END);
    }

    assertEquals(200, status(answer("GET /metrics HTTP/1.1" + END)));
    assertTrue(answer("GET /large HTTP/1.1" + END).length() > LARGE);
  }

  @Test
  void afterCloseThePortIsFree() throws IOException {
    InetSocketAddress address = listener.address();
    Socket half = send("GET");
    listener.close();

    assertTrue(isOver(half));
    HttpListener.start(
            address,
            new HttpPages(new HostNames(address.getAddress(), List.of()), Map.of()),
            Thread::new)
        .close();
    assertFalse(sockets.isEmpty());
  }

  /** Whether the other side ends it, be it by a reset. */
  private static boolean isOver(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
