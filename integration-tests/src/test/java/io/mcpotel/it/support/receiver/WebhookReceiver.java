// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.receiver;

import com.sun.net.httpserver.HttpServer;
import io.mcpotel.it.support.process.AppProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Takes whatever is posted to it. */
public final class WebhookReceiver implements AutoCloseable {

  private static final long PAUSE_MILLIS = 50;

  private final HttpServer server;
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  public WebhookReceiver() {
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

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/services/secret-path";
  }

  public List<String> bodies() {
    return bodies;
  }

  /** The first body like this, as soon as there is one. */
  public String await(Predicate<String> wanted) throws InterruptedException {
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
