// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.mcpotel.hub.access.Gate;
import io.mcpotel.hub.access.Refusal;
import io.mcpotel.hub.access.Right;
import java.io.IOException;
import java.util.Optional;

/** Lets in who has a token for what is behind it. */
final class TokenFilter extends Filter {

  private final Gate gate;
  private final Right right;

  TokenFilter(Gate gate, Right right) {
    this.gate = gate;
    this.right = right;
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    Optional<Refusal> refusal =
        gate.refusal(
            right,
            exchange.getRequestHeaders().getFirst("Authorization"),
            exchange.getRemoteAddress().getAddress(),
            exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath());
    if (refusal.isEmpty()) {
      chain.doFilter(exchange);
    } else {
      refuse(exchange, refusal.get());
    }
  }

  @Override
  public String description() {
    return "a token to " + right;
  }

  private void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    if (refusal.status() == Refusal.UNAUTHORIZED) {
      // A browser asks for a user name and a password, and sends them with an EventSource, too.
      headers.set(
          "WWW-Authenticate",
          right == Right.READ ? "Basic realm=\"mcp-otel-hub\", charset=\"UTF-8\"" : "Bearer");
    }
    if (refusal.retryAfterSeconds() > 0) {
      headers.set("Retry-After", "" + refusal.retryAfterSeconds());
    }
    Answer.error(exchange, refusal.status(), refusal.message());
  }
}
