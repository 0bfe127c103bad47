// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** How a request is answered. */
public final class Answer {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MOST_DRAINED_NANOS = 10_000_000_000L;

  private Answer() {}

  public static void json(HttpExchange exchange, int status, Object body) throws IOException {
    send(exchange, status, "application/json", JSON.writeValueAsBytes(body));
  }

  public static void error(HttpExchange exchange, int status, String message) throws IOException {
    json(exchange, status, Map.of("error", message));
  }

  public static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    drain(exchange);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      OutputStream out = exchange.getResponseBody();
      out.write(body);
      out.flush();
    }
    exchange.close();
  }

  /**
   * One that is still sending would lose the answer with its connection, so it may finish. It is
   * not answered before, for with TLS the JDK's server may read its next request along with the
   * rest of this one, and wait for it forever.
   */
  private static void drain(HttpExchange exchange) {
    long until = System.nanoTime() + MOST_DRAINED_NANOS;
    byte[] waste = new byte[65_536];
    try {
      InputStream in = exchange.getRequestBody();
      while (in.read(waste) >= 0 && System.nanoTime() < until) {
        continue;
      }
    } catch (IOException e) {
      // It has gone, or had read its body already.
    }
  }
}
