// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Takes whatever is posted to it. */
final class WebhookReceiver implements AutoCloseable {

  private static final long PAUSE_MILLIS = 50;

  private final HttpServer server;
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  WebhookReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/services/secret-path";
  }

  List<String> bodies() {
    return bodies;
  }

  /** The first body like this, as soon as there is one. */
  String await(Predicate<String> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + AppProcess.PATIENCE.toNanos();
    while (System.nanoTime() - deadline < 0) {
      for (String body : bodies) {
        if (wanted.test(body)) {
          return body;
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    throw new AssertionError("There is no such body among " + bodies);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
