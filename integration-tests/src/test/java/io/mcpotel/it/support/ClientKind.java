// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support;

import io.mcpotel.it.support.process.Release;
import java.util.stream.Stream;

/**
 * One of the clients under test: its release of the SDK, its transport, its API and the JDK's
 * version.
 */
public record ClientKind(Release release, String transport, String api, int jdk) {

  public static Stream<ClientKind> all() {
    return Release.tested().stream().flatMap(ClientKind::of);
  }

  /** Those that are tested with all that a client does. */
  public static Stream<ClientKind> closely() {
    return all().filter(ClientKind::isTestedClosely);
  }

  /** The others. */
  public static Stream<ClientKind> inPassing() {
    return all().filter(kind -> !kind.isTestedClosely());
  }

  private static Stream<ClientKind> of(Release release) {
    return Stream.of(
            new ClientKind(release, "stdio", "sync", 17),
            new ClientKind(release, "stdio", "async", 25),
            new ClientKind(release, "sse", "sync", 17),
            new ClientKind(release, "sse", "async", 25),
            new ClientKind(release, "streamable", "async", 17),
            new ClientKind(release, "streamable", "sync", 25))
        .filter(kind -> release.has(Release.Ability.STREAMABLE) || !kind.isStreamable())
        .filter(kind -> release.isTestedOn(kind.jdk));
  }

  /** Outside the matrix not over SSE, which the protocol has deprecated. */
  public boolean isTestedClosely() {
    return release.isTestedClosely() && (!transport.equals("sse") || Release.isEveryCaseTested());
  }

  private boolean isStreamable() {
    return transport.equals("streamable");
  }

  public boolean isHttp() {
    return !transport.equals("stdio");
  }

  @Override
  public String toString() {
    return release + " " + transport + " " + api + " on JDK " + jdk;
  }
}
