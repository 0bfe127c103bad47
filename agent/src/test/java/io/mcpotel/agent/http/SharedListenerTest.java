// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedListenerTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int PATIENCE_MILLIS = 60_000;

  private static HttpPages pages(String path, String... names) {
    return new HttpPages(
        new HostNames(LOOPBACK, List.of(names)),
        Map.of(path, request -> HttpAnswer.text(200, "this is " + path)));
  }

  private static SharedListener serve(InetSocketAddress address, HttpPages pages)
      throws IOException {
    return SharedListener.serve(
        address,
        pages,
        task -> {
          Thread thread = new Thread(task, "listener");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static String get(InetSocketAddress address, String path, String host)
      throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static void assertStatus(int status, String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
  }

  @Test
  void severalHavePagesAtOneAddress() throws Exception {
    try (SharedListener first = serve(new InetSocketAddress(LOOPBACK, 0), pages("/a"))) {
      SharedListener second = serve(first.address(), pages("/b"));

      assertEquals(first.address(), second.address());
      assertTrue(get(first.address(), "/a", "localhost").endsWith("this is /a\n"));
      assertTrue(get(first.address(), "/b", "localhost").endsWith("this is /b\n"));
      String missing = get(first.address(), "/c", "localhost");
      assertStatus(404, missing);
      assertTrue(missing.endsWith("There is /a, /b.\n"), missing);

      second.close();

      assertStatus(404, get(first.address(), "/b", "localhost"));
      assertStatus(200, get(first.address(), "/a", "localhost"));
    }
  }

  @Test
  void eachIsAskedForByItsOwnNames() throws Exception {
    try (SharedListener first = serve(new InetSocketAddress(LOOPBACK, 0), pages("/a"));
        SharedListener second = serve(first.address(), pages("/b", "b.example.com"))) {
      assertStatus(200, get(second.address(), "/b", "b.example.com"));
      assertStatus(403, get(first.address(), "/a", "b.example.com"));
      assertStatus(404, get(first.address(), "/c", "b.example.com"));
      assertStatus(403, get(first.address(), "/c", "c.example.com"));
    }
  }

  @Test
  void nobodyListensWhenTheLastHasClosed() throws Exception {
    SharedListener first = serve(new InetSocketAddress(LOOPBACK, 0), pages("/a"));
    InetSocketAddress address = first.address();
    SharedListener second = serve(address, pages("/b"));
    first.close();
    first.close();
    assertStatus(200, get(address, "/b", "localhost"));

    second.close();

    assertThrows(ConnectException.class, () -> get(address, "/b", "localhost"));
  }

  @Test
  void onePathIsNotServedTwice() throws Exception {
    try (SharedListener first = serve(new InetSocketAddress(LOOPBACK, 0), pages("/a"))) {
      assertThrows(BindException.class, () -> serve(first.address(), pages("/a")));
      assertTrue(get(first.address(), "/a", "localhost").endsWith("this is /a\n"));
    }
  }
}
