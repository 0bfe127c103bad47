// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it;

import java.util.stream.Stream;

/** One of the clients under test: its transport, its API and the JDK's version. */
public record ClientKind(String transport, String api, int jdk) {

  public static Stream<ClientKind> all() {
    return Stream.of(
        new ClientKind("stdio", "sync", 17),
        new ClientKind("stdio", "async", 25),
        new ClientKind("streamable", "sync", 25),
        new ClientKind("streamable", "async", 17),
        new ClientKind("sse", "sync", 17));
  }

  public boolean isHttp() {
    return !transport.equals("stdio");
  }

  @Override
  public String toString() {
    return transport + " " + api + " on JDK " + jdk;
  }
}
