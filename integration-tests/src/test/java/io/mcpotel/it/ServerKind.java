// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** One of the servers under test: its transport, its API and the JDK's version. */
public record ServerKind(String transport, String api, int jdk) {

  public static final ServerKind STDIO = new ServerKind("stdio", "sync", 17);
  public static final ServerKind STREAMABLE = new ServerKind("streamable", "sync", 17);
  public static final ServerKind STREAMABLE_ASYNC = new ServerKind("streamable", "async", 17);

  /** Every transport with every API on one JDK or the other, and the main ones on both. */
  public static Stream<ServerKind> all() {
    return Stream.of(
        STDIO,
        new ServerKind("stdio", "sync", 25),
        new ServerKind("stdio", "async", 25),
        STREAMABLE,
        new ServerKind("streamable", "sync", 25),
        STREAMABLE_ASYNC,
        new ServerKind("stateless", "sync", 17),
        new ServerKind("stateless", "async", 25),
        new ServerKind("sse", "sync", 25),
        new ServerKind("sse", "async", 17));
  }

  /** Those whose session the agent can tell. */
  public static Stream<ServerKind> withSessions() {
    return all().filter(ServerKind::hasSessions);
  }

  public boolean hasSessions() {
    return !transport.equals("stateless");
  }

  public boolean isAsync() {
    return api.equals("async");
  }

  /** How the conventions describe the transport. */
  public Map<String, Object> network() {
    Map<String, Object> network = new LinkedHashMap<>();
    network.put("network.transport", transport.equals("stdio") ? "pipe" : "tcp");
    if (!transport.equals("stdio")) {
      network.put("network.protocol.name", "http");
    }
    return network;
  }

  @Override
  public String toString() {
    return transport + " " + api + " on JDK " + jdk;
  }
}
