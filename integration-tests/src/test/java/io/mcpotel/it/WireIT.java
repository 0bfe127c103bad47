// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All that goes over the wire is told once and as it was, and nothing else is. */
class WireIT {

  /**
   * What is known to be untrue, by its point of issue 13 or in a few words: whoever mends it
   * deletes it here.
   */
  private static final Map<String, String> KNOWN =
      Map.of(
          "1", "stdio.* mcp.*message.size .mcp.method.name=notifications/",
          "2", "(error.type|rpc.response.status_code|gen_ai.operation.name) of record: .*told null",
          "4", "tools/call .*: name of span: |gen_ai.tool.name=(_OTHER|code|echo), mcp.method.name",
          "6", "duration of record: |operation.duration: sum: ",
          "7", "status message: m{300}, but told m{256}$",
          "8", "CLIENT resources/.*: response size|client.message.size .*resources/.*=receive",
          "9", "tools/call [0-9]+: gen_ai.operation.name of span|name=tools/call, rpc.*=-32602}",
          "10", "session.duration: network.transport is not of it",
          "calls that end with their session", "session: (operations|errors): ",
          "answers that nobody gets", "tool.name=hang.*=transmit.: total: null");

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
      MessagesIT.stop(server);

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
    List<String> unknown =
        untruths.stream().map(untruth -> who + ": " + untruth).filter(WireIT::isUnknown).toList();
    assertEquals("", String.join("\n", unknown));
  }

  private static boolean isUnknown(String untruth) {
    return KNOWN.values().stream()
        .noneMatch(known -> Pattern.compile(known).matcher(untruth).find());
  }
}
