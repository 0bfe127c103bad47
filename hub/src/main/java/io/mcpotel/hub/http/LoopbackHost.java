// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * Lets in who has asked for this machine by its own name. A page in a browser, whose name was made
 * to lead here, has another one in {@code Host}.
 */
final class LoopbackHost extends Filter {

  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (host == null || !NAMES.contains(withoutPort(host).toLowerCase(Locale.ROOT))) {
      Answer.error(exchange, 403, "Host has to be localhost, 127.0.0.1 or [::1]");
      return;
    }
    chain.doFilter(exchange);
  }

  @Override
  public String description() {
    return "Host is this machine";
  }

  private static String withoutPort(String host) {
    return host.replaceFirst(":[0-9]*$", "");
  }
}
