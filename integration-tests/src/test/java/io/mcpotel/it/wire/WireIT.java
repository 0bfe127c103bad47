// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.wire;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.it.support.ClientAndServer;
import io.mcpotel.it.support.ClientKind;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.WireTap;
import io.mcpotel.it.support.process.Release;
import io.mcpotel.it.support.receiver.Collector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All that goes over the wire is told once and as it was, and nothing else is. */
class WireIT {

  @TempDir Path folder;

  static Stream<ServerKind> servers() {
    return Stream.of(
        ServerKind.STREAMABLE,
        new ServerKind("stdio", "async", 25),
        new ServerKind("sse", "async", 17),
        new ServerKind("stateless", "sync", 17));
  }

  @Test
  void whatAPeerOnStdioSaysAndHearsIsToldOnceAndAsItWas() {
    compareServer(ServerKind.STDIO);
  }

  @Tag("matrix")
  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void whatAPeerSaysAndHearsIsToldOnceAndAsItWas(ServerKind kind) {
    compareServer(kind);
  }

  @Test
  void whatGoesBetweenAClientAndAStreamableServerIsToldOnceAndAsItWasByBoth() {
    compareBoth("streamable", "streamable", "async");
  }

  @Tag("matrix")
  @ParameterizedTest
  @ValueSource(strings = {"stdio", "sse", "stateless"})
  void whatGoesBetweenAClientAndAServerIsToldOnceAndAsItWasByBoth(String transport) {
    compareBoth(transport.equals("stateless") ? "streamable" : transport, transport, "sync");
  }

  private static void compareServer(ServerKind kind) {
    try (TestServer server = TestServer.start(kind)) {
      if (server.peer() instanceof RawHttp http && kind.hasSessions()) {
        http.listen();
      }
      WireScenario.play(server.peer(), server.collector(), kind.hasSessions());
      server.stop();

      compare(kind + " server", server.peer().wire(), server.collector(), kind.hasSessions());
    }
  }

  private void compareBoth(String clients, String servers, String api) {
    boolean session = !servers.equals("stateless");
    ClientKind kind = new ClientKind(Release.NEWEST, clients, api, 17);
    try (ClientAndServer both = ClientAndServer.tapped(kind, servers, folder.resolve("wire.txt"))) {
      WireScenario.play(both.client(), both.serverStderr(), session);
      both.stop();

      assertAll(
          () -> compare(servers + " client", both.wire(), both.clientCollector(), session),
          () -> compare(servers + " server", both.wire(), both.serverCollector(), session));
    }
  }

  private static void compare(String who, WireTap wire, Collector collector, boolean session) {
    List<WireOperation> operations = WireOperations.of(wire, who.endsWith("server"));
    Set<String> missing = WireScenario.methods(session);
    operations.forEach(operation -> missing.remove(operation.method()));
    assertEquals(Set.of(), missing);

    List<String> untruths = new ArrayList<>(Comparison.of(operations, collector).lines());
    untruths.addAll(ConventionFacts.untruths(collector));
    assertEquals("", untruths.stream().map(untruth -> who + ": " + untruth).collect(joining("\n")));
  }
}
