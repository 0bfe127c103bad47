// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.langchain4j;

import io.mcpotel.agent.core.Wire;
import io.mcpotel.agent.mcp.Fields;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/** What a transport says of its wire. */
final class ClientWires {

  private static final String PACKAGE = "dev.langchain4j.mcp.client.transport.";
  private static final Wire WEBSOCKET = new Wire("tcp", "websocket", null, null);
  private static final int PORT = 80;
  private static final int TLS_PORT = 443;

  private ClientWires() {}

  /** How this transport carries messages, as far as it can be known. */
  static Wire of(Object transport) {
    if (!isKnown(transport)) {
      return Wire.UNKNOWN;
    }
    String name = transport.getClass().getSimpleName();
    if (name.startsWith("Stdio")) {
      return Wire.PIPE;
    }
    Object url = Fields.read(transport, "url");
    if (url == null) {
      url = Fields.read(transport, "sseUrl");
    }
    return to(name.startsWith("WebSocket") ? WEBSOCKET : Wire.HTTP, url);
  }

  /** Whether the transport is one that is woven. */
  static boolean isKnown(Object transport) {
    return transport.getClass().getName().startsWith(PACKAGE);
  }

  /** The session id that the server gave to a transport, or null. */
  static String sessionId(Object transport) {
    return Fields.read(transport, "mcpSessionId") instanceof AtomicReference<?> reference
            && reference.get() instanceof String id
        ? id
        : null;
  }

  private static Wire to(Wire wire, Object url) {
    try {
      URI uri = url instanceof String text ? new URI(text) : null;
      if (uri == null || uri.getHost() == null || uri.getScheme() == null) {
        return wire;
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      boolean tls = scheme.equals("https") || scheme.equals("wss");
      return wire.to(uri.getHost(), uri.getPort() >= 0 ? uri.getPort() : tls ? TLS_PORT : PORT);
    } catch (URISyntaxException e) {
      return wire;
    }
  }
}
