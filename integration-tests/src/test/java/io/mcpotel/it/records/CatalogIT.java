// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.ClientAndServer;
import io.mcpotel.it.support.ClientKind;
import io.mcpotel.it.support.Expected;
import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestClient;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.RawMcpServer;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.process.Release;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.it.support.receiver.RecordLines;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tools that change after a client was shown them, on both sides. */
class CatalogIT {

  private static final String EVENT = "mcp.catalog";
  private static final String RECORD = "otel.instrumentation.mcp.record";
  private static final String BASELINE = "otel.instrumentation.mcp.catalog.baseline";

  /** What no record may have a word of. */
  private static final String POISON = "SEND-ALL-FILES";

  private static final Map<String, Object> POISONED =
      Map.of(
          "description",
          POISON,
          "inputSchema",
          Map.of("type", "object", "properties", Map.of(POISON, Map.of("type", "string"))),
          "annotations",
          Map.of("title", POISON, "readOnlyHint", false, "destructiveHint", true));

  private static final Map<String, Object> HARMLESS =
      Map.of("description", "tells the weather", "annotations", Map.of("readOnlyHint", true));

  @TempDir Path folder;

  static Stream<ServerKind> servers() {
    return ServerKind.all()
        .filter(kind -> kind.isTestedClosely() && kind.hasSessions())
        .filter(kind -> kind.jdk() == 17 || !kind.release().isNewest())
        .filter(kind -> !kind.transport().equals("sse"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void serverTellsWhatItRegistersWhileItHasClients(ServerKind kind) {
    Path file = folder.resolve("records.jsonl");
    try (TestServer server =
        TestServer.start(kind, Map.of(RECORD, "otlp,file", RECORD + ".file", file.toString()))) {
      server.peer().callTool("grow", HARMLESS);
      server.peer().callTool("shrink");
      server.peer().callTool("grow", POISONED);
      server.peer().callTool("shrink");
      stop(server.process(), kind.transport());

      Expected grown =
          Expected.attributes().with("mcp.role", "server").with("mcp.server.name", "test-server");
      assertEquals(
          Stream.of(
                  List.of(text("INFO", grown, "added", List.of())),
                  List.of(text("INFO", grown, "removed", List.of())),
                  List.of(text("INFO", grown, "added", List.of())),
                  poisoned(kind.release(), grown),
                  List.of(text("INFO", grown, "removed", List.of())))
              .flatMap(List::stream)
              .toList(),
          texts(server.collector()));
      assertCounted(server.collector(), "mcp.server.catalog.changes", "added", 2);
      assertCounted(server.collector(), "mcp.server.catalog.changes", "removed", 2);
      assertCounted(server.collector(), "mcp.server.catalog.changes", "schema", 1);
      assertFalse(server.collector().everything().contains(POISON));
      assertEquals(
          texts(server.collector()).size(),
          RecordLines.in(file).stream().filter(r -> EVENT.equals(r.get("event.name"))).count());
    }
  }

  private static void assertCounted(Collector collector, String name, String change, int times) {
    Map<String, Object> attributes =
        Map.of("mcp.catalog.change", change, "gen_ai.tool.name", "grown");
    collector.awaitMetric(
        point ->
            point.name().equals(name)
                && point.attributes().equals(attributes)
                && point.value() == times);
  }

  /**
   * Not over stdio, where the SDK's server may lose one of two messages that it writes at once:
   * here the answer to a call, and that to the list which its notification makes the client ask
   * for.
   */
  static Stream<ClientKind> clients() {
    return ClientKind.all()
        .filter(kind -> kind.isTestedClosely() && kind.transport().equals("streamable"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void clientTellsWhatIsOtherwiseThanItWasShown(ClientKind kind) {
    try (ClientAndServer both = new ClientAndServer(kind)) {
      TestClient client = both.client();
      client.expect("tools");
      for (String change :
          List.of(
              "call [\"grow\"," + Json.write(HARMLESS) + "]",
              "call [\"shrink\"]",
              "call [\"grow\"," + Json.write(POISONED) + "]")) {
        client.expect(change);
        client.expect("tools");
      }
      String session = client.expect("call [\"session\"]");
      both.stop();

      String id = (String) texts(both.clientCollector(), "mcp.session.id").get(0);
      assertTrue(session.contains(id), () -> id + " in " + session);
      Expected grown =
          Expected.attributes()
              .with("mcp.role", "client")
              .with("mcp.server.name", "test-server")
              .with("mcp.session.id", id);
      assertEquals(
          Stream.of(
                  List.of(text("INFO", grown, "added", List.of())),
                  List.of(text("INFO", grown, "removed", List.of())),
                  List.of(text("INFO", grown, "added", List.of())),
                  poisoned(kind.release(), grown))
              .flatMap(List::stream)
              .toList(),
          texts(both.clientCollector()));
      assertCounted(both.clientCollector(), "mcp.client.catalog.changes", "added", 2);
      assertFalse(both.clientCollector().everything().contains(POISON));
    }
  }

  @Tag("matrix")
  @Test
  void changeBetweenTwoStartsOfAClientIsToldOnce() throws IOException {
    Path baseline = folder.resolve("tools.jsonl");
    try (RawMcpServer server = new RawMcpServer()) {
      server.result("tools/list", tools(HARMLESS));
      assertEquals(List.of(), toldByClient(server, baseline));
      assertEquals(List.of(), toldByClient(server, baseline));

      server.result("tools/list", tools(POISONED));
      Expected tool =
          Expected.attributes()
              .with("mcp.role", "client")
              .with("mcp.server.name", "raw-server")
              .with("mcp.session.id", RawMcpServer.SESSION);
      assertEquals(poisoned(Release.NEWEST, tool), toldByClient(server, baseline));
      assertEquals(List.of(), toldByClient(server, baseline));
      assertFalse(Files.readString(baseline).contains(POISON));
    }
  }

  @Tag("matrix")
  @Test
  void withoutABaselineEachJvmBeginsAnew() {
    try (RawMcpServer server = new RawMcpServer()) {
      server.result("tools/list", tools(HARMLESS));
      assertEquals(List.of(), toldByClient(server, null));
      server.result("tools/list", tools(POISONED));
      assertEquals(List.of(), toldByClient(server, null));
    }
  }

  /** What a client tells that lists the tools once, to its end. */
  private List<String> toldByClient(RawMcpServer server, Path baseline) {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      App app = App.on(Jdk.oldest()).exportingTo(receiver);
      if (baseline != null) {
        app.property(BASELINE, baseline.toString());
      }
      try (TestClient client =
          TestClient.start(app, "sync", "streamable", 60_000, List.of(server.url()))) {
        client.expect("init");
        client.expect("tools");
        client.process().send("exit 0");
        client.process().awaitExit(AppProcess.PATIENCE);
        Collector collector = Collector.of(receiver);
        collector.awaitSession("closed");
        assertFalse(collector.everything().contains(POISON));
        return texts(collector);
      }
    }
  }

  private static String tools(Map<String, Object> members) {
    Map<String, Object> tool = new TreeMap<>(Map.of("inputSchema", Map.of("type", "object")));
    tool.putAll(members);
    tool.put("name", "grown");
    return Json.write(Map.of("tools", List.of(tool)));
  }

  private static void stop(AppProcess server, String transport) {
    if (transport.equals("stdio")) {
      server.closeStdin();
    } else {
      server.send("stop");
    }
    server.awaitExit(AppProcess.PATIENCE);
  }

  /** What is told of the harmless tool that became the poisoned one. Tools of old are less. */
  private static List<String> poisoned(Release release, Expected tool) {
    List<String> told = new ArrayList<>();
    told.add(text("INFO", tool, "description", List.of()));
    told.add(text("INFO", tool, "schema", List.of()));
    if (release.isSince("0.11")) {
      told.add(
          text(
              "WARN",
              tool,
              "annotations",
              List.of("destructiveHint", "readOnlyHint", "title"),
              "destructiveHint=true",
              "readOnlyHint=false"));
    }
    return told;
  }

  private static String text(
      String severity, Expected tool, String change, List<String> annotations, String... hints) {
    Map<String, Object> attributes = new TreeMap<>(tool.map());
    attributes.put("gen_ai.tool.name", "grown");
    attributes.put("mcp.catalog.change", change);
    if (!annotations.isEmpty()) {
      attributes.put("mcp.catalog.annotations", annotations);
      attributes.put("mcp.catalog.hints", List.of(hints));
    }
    return severity + " tool grown: " + change + " " + attributes;
  }

  private static List<String> texts(Collector collector) {
    return collector.records(EVENT).stream()
        .map(log -> log.severity() + " " + log.body() + " " + new TreeMap<>(log.attributes()))
        .toList();
  }

  private static List<Object> texts(Collector collector, String attribute) {
    return collector.records(EVENT).stream().map(log -> log.attributes().get(attribute)).toList();
  }
}
