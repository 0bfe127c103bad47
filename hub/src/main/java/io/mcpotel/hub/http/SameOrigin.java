// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Set;

/**
 * Lets a page of another site change nothing: a browser would send the token that it has been told
 * along with that page's requests, and without tokens none is needed.
 */
final class SameOrigin extends Filter {

  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    if (HARMLESS.contains(exchange.getRequestMethod()) || isOwn(exchange.getRequestHeaders())) {
      chain.doFilter(exchange);
    } else {
      Answer.error(exchange, 403, "a page of another origin may not ask for this");
    }
  }

  /** Or of no page at all. A proxy may have changed Host, but not what a browser says of itself. */
  private static boolean isOwn(Headers headers) {
    String origin = headers.getFirst("Origin");
    return origin == null
        || "same-origin".equals(headers.getFirst("Sec-Fetch-Site"))
        || origin.replaceFirst("^https?://", "").equalsIgnoreCase(headers.getFirst("Host"));
  }

  @Override
  public String description() {
    return "Origin is this hub";
  }
}
