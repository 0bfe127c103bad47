// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Wire;
import io.modelcontextprotocol.spec.McpTransportSession;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What a transport object says of the wire. Transports are many, and not only the SDK's. */
final class Transports {

  private static final List<String> HTTP_NAMES =
      List.of("http", "sse", "webmvc", "webflux", "webclient", "servlet", "streamable");

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private Transports() {}

  /** How this transport carries messages, as far as it can be known. */
  static Wire wire(Object transport) {
    if (transport == null) {
      return Wire.UNKNOWN;
    }
    String name = transport.getClass().getName().toLowerCase(Locale.ROOT);
    if (name.contains("stdio")) {
      return Wire.PIPE;
    }
    URI uri = uri(transport);
    if (uri != null && uri.getHost() != null) {
      boolean tls = "https".equalsIgnoreCase(uri.getScheme());
      int port = uri.getPort() >= 0 ? uri.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
      return Wire.HTTP.to(uri.getHost(), port);
    }
    return HTTP_NAMES.stream().anyMatch(name::contains) ? Wire.HTTP : Wire.UNKNOWN;
  }

  /** The server's, as a client's transport keeps it, or null. */
  private static URI uri(Object transport) {
    Object uri = Fields.read(transport, "baseUri");
    if (uri == null) {
      uri = webClientUri(transport);
    }
    try {
      // A text before 0.10.
      return uri instanceof String text ? new URI(text) : uri instanceof URI known ? known : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** Spring's WebClient keeps the parts of a template, some of which may be variables. */
  private static String webClientUri(Object transport) {
    Object parts = follow(transport, "webClient", "uriBuilderFactory", "baseUri");
    if (parts == null || Fields.read(parts, "host") == null) {
      return null;
    }
    Object port = Fields.read(parts, "port");
    return Fields.read(parts, "scheme")
        + "://"
        + Fields.read(parts, "host")
        + (port == null ? "" : ":" + port);
  }

  private static Object follow(Object start, String... fields) {
    Object object = start;
    for (String field : fields) {
      object = object == null ? null : Fields.read(object, field);
    }
    return object;
  }

  /**
   * The session id in the URL that an SSE client gets, or null: most transports make one of their
   * own, beside the SDK's, which no peer sees.
   */
  static String idInUrl(Object transport) {
    return transport != null && Fields.read(transport, "sessionId") instanceof String id
        ? id
        : null;
  }

  /** The session id that the server gave to a client's transport, or null. */
  static String sessionId(Object transport) {
    if (transport != null
        && Fields.read(transport, "activeSession") instanceof AtomicReference<?> reference
        && reference.get() instanceof McpTransportSession<?> session) {
      Optional<String> id = session.sessionId();
      return id.orElse(null);
    }
    return null;
  }
}
