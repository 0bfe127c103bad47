// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support;

import io.mcpotel.it.support.process.Release;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** One of the servers under test: its release of the SDK, transport, API and JDK's version. */
public record ServerKind(Release release, String transport, String api, int jdk) {

  public static final ServerKind STDIO = new ServerKind("stdio", "sync", 17);
  public static final ServerKind STREAMABLE = new ServerKind("streamable", "sync", 17);
  public static final ServerKind STREAMABLE_ASYNC = new ServerKind("streamable", "async", 17);

  /** One of the newest release. */
  public ServerKind(String transport, String api, int jdk) {
    this(Release.NEWEST, transport, api, jdk);
  }

  /** Every transport with every API on one JDK or the other, and the main ones on both. */
  public static Stream<ServerKind> all() {
    return Stream.concat(
        Stream.of(
                STDIO,
                new ServerKind("stdio", "sync", 25),
                new ServerKind("stdio", "async", 25),
                STREAMABLE,
                new ServerKind("streamable", "sync", 25),
                STREAMABLE_ASYNC,
                new ServerKind("stateless", "sync", 17),
                new ServerKind("stateless", "async", 25),
                new ServerKind("sse", "sync", 25),
                new ServerKind("sse", "async", 17))
            .filter(ServerKind::isWanted),
        Release.olderTested().flatMap(ServerKind::of));
  }

  /**
   * Every transport that a release has: with both APIs for a main release, and with one or the
   * other in turn for those between.
   */
  private static Stream<ServerKind> of(Release release) {
    return Stream.of(
            new ServerKind(release, "stdio", "sync", 17),
            new ServerKind(release, "stdio", "async", 25),
            new ServerKind(release, "sse", "async", 17),
            new ServerKind(release, "sse", "sync", 25),
            new ServerKind(release, "streamable", "sync", 17),
            new ServerKind(release, "streamable", "async", 25),
            new ServerKind(release, "stateless", "async", 17),
            new ServerKind(release, "stateless", "sync", 25))
        .filter(ServerKind::isThere)
        .filter(ServerKind::isWanted);
  }

  private boolean isWanted() {
    boolean onlyOfItsTransport =
        transport.equals("sse") && !release.has(Release.Ability.STREAMABLE);
    return onlyOfItsTransport || release.isTestedOn(jdk);
  }

  private boolean isThere() {
    return switch (transport) {
      case "streamable", "stateless" -> release.has(Release.Ability.STREAMABLE);
      // A blocking SSE server before 0.11 may interrupt the thread that writes the answer of a tool
      // that fails, and drop the session's stream with it.
      case "sse" -> isAsync() || release.has(Release.Ability.STREAMABLE);
      default -> true;
    };
  }

  /** Those that are tested with what takes long: each release and transport once. */
  public static Stream<ServerKind> closely() {
    return all()
        .filter(ServerKind::isTestedClosely)
        .filter(kind -> (kind.jdk == 17) != kind.transport.equals("sse") || !kind.isInFull());
  }

  /** Outside the matrix over stdio and streamable HTTP only, with one API each. */
  public boolean isTestedClosely() {
    boolean isMain = equals(STDIO) || equals(STREAMABLE_ASYNC);
    return release.isTestedClosely() && (isMain || Release.isEveryCaseTested());
  }

  private boolean isInFull() {
    return release.isTestedInFull() && release.has(Release.Ability.STREAMABLE);
  }

  /** Those whose session the agent can tell. */
  public static Stream<ServerKind> withSessions() {
    return all().filter(ServerKind::hasSessions);
  }

  public boolean hasSessions() {
    return !transport.equals("stateless");
  }

  /** Whether its errors have codes of their own; others answer -32603, or HTTP's 500. */
  public boolean hasCodes() {
    return release.has(Release.Ability.CODES) && (hasSessions() || release.isNewest());
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
    return release + " " + transport + " " + api + " on JDK " + jdk;
  }
}
