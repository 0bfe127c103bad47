// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.stacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.CasesSource;
import io.mcpotel.it.support.Expected;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.RawMcpServer;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppClassPath;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.AppSources;
import io.mcpotel.it.support.process.DoctoredJar;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.it.support.receiver.MessageRecords;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LangChain4j's client tells of what it sends and is asked, and its server's trace goes on. */
class LangChain4jIT {

  @Tag("matrix")
  @ParameterizedTest
  @CasesSource({"stdio", "streamable", "sse"})
  void newestRelease(String transport) {
    assertObserved(LangChain4jClient.NEWEST, transport);
  }

  @Tag("matrix")
  @ParameterizedTest
  @CsvSource({"1.18.0-beta28, stdio", "1.15.1-beta25, streamable", "1.15.1-beta25, stdio"})
  void olderRelease(String release, String transport) {
    assertObserved(release, transport);
  }

  @Tag("matrix")
  @Test
  void releaseOfTheFutureGoesWithoutWhatItHasOtherwise(@TempDir Path folder) {
    Path jar =
        LangChain4jClient.jars(LangChain4jClient.NEWEST).stream()
            .filter(one -> one.contains("langchain4j-mcp-"))
            .map(Path::of)
            .findFirst()
            .orElseThrow();
    Path doctored = DoctoredJar.renamingEverywhere(folder, jar, "executeOperationWithResponse");
    try (RawMcpServer server = new RawMcpServer().result("ping", "{}");
        LangChain4jClient client =
            new LangChain4jClient(doctored, "streamable", server.url() + "/mcp")) {
      assertEquals("pong", client.run("ping"));
      assertEquals("set", client.run("setroots"));

      client.atClient().awaitSpan("CLIENT", "initialize");
      client.atClient().awaitSpan("CLIENT", "notifications/roots/list_changed");
      List<String> lines = client.process().agentLines();
      assertEquals(2, lines.size(), lines::toString);
      assertTrue(
          lines.stream()
              .anyMatch(
                  line ->
                      line.endsWith(
                          "this release of LangChain4j has it otherwise:"
                              + " StreamableHttpMcpTransport"
                              + ".executeOperationWithResponse(McpCallContext)")),
          lines::toString);
    }
  }

  /** The thread that reads a pipe is in its loop by then, which goes on as it was. */
  @Tag("matrix")
  @Test
  void clientThatTalksByAPipeIsSeenOnceTheAgentIsAttached() {
    try (LangChain4jClient client = LangChain4jClient.withoutAgentOnAPipe()) {
      Map<String, Object> record = assertSeenOnceAttached(client);

      assertTrue((long) record.get("mcp.request.size") > 0, record::toString);
      assertNull(record.get("mcp.response.size"));
    }
  }

  @Tag("matrix")
  @Test
  void clientThatTalksByHttpIsSeenOnceTheAgentIsAttached() {
    try (RawMcpServer server =
            new RawMcpServer()
                .result("tools/call", "{\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]}");
        LangChain4jClient client =
            LangChain4jClient.withoutAgent("streamable", server.url() + "/mcp")) {
      Map<String, Object> record = assertSeenOnceAttached(client);

      assertEquals(server.bytesReceived("tools/call"), record.get("mcp.request.size"));
      assertEquals(server.bytesAnswered("tools/call"), record.get("mcp.response.size"));
    }
  }

  /** Its calls before are not; the result is the record of its first one after. */
  private static Map<String, Object> assertSeenOnceAttached(LangChain4jClient client) {
    client.run("call before");
    assertTrue(client.attachAgent().contains("its new MCP calls are seen from now on"));
    client.run("call echo {\"message\":\"hello\"}");

    SpanView call = client.atClient().awaitSpan("CLIENT", "tools/call echo");
    assertEquals("UNSET", call.statusCode());
    assertFalse(client.atClient().spans().toString().contains("tools/call before"));
    return client.atClient().awaitRecord(call).attributes();
  }

  @Tag("matrix")
  @Test
  void clientsOfTheSdkAndOfLangChain4jAreSeenInOneApplication() {
    List<String> jars = new ArrayList<>(AppClassPath.entries());
    jars.addAll(LangChain4jClient.jars(LangChain4jClient.NEWEST));
    Path classes =
        AppSources.compile(
            "langchain4j-and-sdk", List.of(Path.of("src/apps/langchain4j-and-sdk")), jars);
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server = TestServer.launch(ServerKind.STREAMABLE).start();
        AppProcess client =
            App.on(Jdk.oldest())
                .classPath(classes + File.pathSeparator + String.join(File.pathSeparator, jars))
                .main("io.mcpotel.it.langchain4j.BothClients", "http://127.0.0.1:" + server.port())
                .exportingTo(receiver)
                .start()) {
      assertEquals(0, client.awaitExit(AppProcess.PATIENCE), client.stderr()::toString);

      Collector collector = Collector.of(receiver);
      collector.awaitSpan("CLIENT", "tools/call refuse");
      collector.awaitSpan("CLIENT", "tools/call echo");
      List<String> lines = client.agentLines();
      assertEquals(2, lines.size(), lines::toString);
      assertTrue(lines.toString().contains(": MCP SDK 2.1.0,"), lines::toString);
      assertTrue(lines.toString().contains(": LangChain4j's MCP client 1.18.1"), lines::toString);
    }
  }

  private static void assertObserved(String release, String transport) {
    try (LangChain4jClient both = new LangChain4jClient(release, transport)) {
      assertTrue(both.run("tools").contains("echo"));
      String echo = both.run("call echo {\"message\":\"hello\"}");
      assertTrue(echo.contains("hello"), echo);
      assertRequests(both);
      assertCall(both);
      assertFailures(both);
      assertNotified(both);
      assertEquals("set", both.run("setroots"));
      assertSent(both, "notifications/roots/list_changed");
      assertSizes(both);
      both.stop();

      assertTexts(both);
      assertSession(both);
      List<String> lines = both.process().agentLines();
      assertEquals(1, lines.size(), both.process().stderr()::toString);
      assertTrue(lines.get(0).contains("LangChain4j's MCP client " + release), lines::toString);
    }
  }

  private static void assertRequests(LangChain4jClient both) {
    Map<String, String> commands = new LinkedHashMap<>();
    commands.put("prompts/list", "prompts");
    commands.put("prompts/get greeting", "prompt greeting");
    commands.put("resources/list", "resources");
    commands.put("resources/templates/list", "templates");
    commands.put("resources/read", "resource test://manual");
    commands.put("resources/subscribe", "subscribe test://manual");
    commands.put("ping", "ping");
    commands.values().forEach(command -> assertFalse(both.run(command).startsWith("! "), command));
    commands.put("initialize", "");
    commands.put("tools/list", "");
    commands.put("resources/unsubscribe", "");
    commands.keySet().forEach(name -> assertEquals("UNSET", assertSent(both, name).statusCode()));
    if (both.tellsInitialized()) {
      assertSent(both, "notifications/initialized");
    }
    assertEquals(
        "test://manual",
        both.atClient().awaitSpan("CLIENT", "resources/read").attributes().get("mcp.resource.uri"));
  }

  /** The client's span of this name, above the one of the server that has received it. */
  private static SpanView assertSent(LangChain4jClient both, String name) {
    SpanView sent = both.atClient().awaitSpan("CLIENT", name);
    SpanView served =
        both.atServer()
            .awaitSpan(
                span -> span.kind().equals("SERVER") && span.parentSpanId().equals(sent.spanId()));
    assertEquals(name, served.name());
    assertEquals(sent.traceId(), served.traceId());
    return sent;
  }

  private static void assertCall(LangChain4jClient both) {
    SpanView sent = assertSent(both, "tools/call echo");
    SpanView served = both.atServer().awaitSpan("SERVER", "tools/call echo");
    Expected metric =
        Expected.attributes()
            .with(both.wire())
            .with("mcp.protocol.version", served.attributes().get("mcp.protocol.version"))
            .with("mcp.method.name", "tools/call")
            .tool("echo");
    both.atClient().awaitMetric("mcp.client.operation.duration", metric.map());
    Expected span =
        metric
            .with("mcp.client.name", "lc-client")
            .with("mcp.client.version", "4.5.6")
            .with("mcp.server.name", "test-server")
            .with("mcp.server.version", "1.2.3")
            .with("jsonrpc.request.id", served.attributes().get("jsonrpc.request.id"));
    if (both.knowsItsSession()) {
      span.with("mcp.session.id", served.attributes().get("mcp.session.id"));
    }
    assertEquals(span.map(), sent.attributes());
    assertEquals("", sent.parentSpanId());
    assertEquals("UNSET", sent.statusCode());
    assertEquals("tools/call echo: ok", both.atClient().awaitRecord(sent).body());
  }

  /** Each side counts the bytes for itself: one of what it wrote, the other of what it read. */
  private static void assertSizes(LangChain4jClient both) {
    SpanView sent = both.atClient().awaitSpan("CLIENT", "tools/call echo");
    SpanView served = both.atServer().awaitSpan("SERVER", "tools/call echo");
    Map<String, Object> ours = both.atClient().awaitRecord(sent).attributes();
    Map<String, Object> theirs = both.atServer().awaitRecord(served).attributes();
    for (String size : List.of("mcp.request.size", "mcp.response.size")) {
      assertTrue((long) ours.get(size) > 0, ours::toString);
      assertEquals(theirs.get(size), ours.get(size));
    }
    for (String direction : List.of("transmit", "receive")) {
      both.atClient()
          .awaitMetricWith(
              "mcp.client.message.size",
              Map.of("gen_ai.tool.name", "echo", "network.io.direction", direction));
    }
  }

  private static void assertTexts(LangChain4jClient both) {
    List<LogView> ours = MessageRecords.of(both.atClient());
    List<LogView> theirs =
        MessageRecords.of(both.atServer()).stream()
            .filter(
                message ->
                    both.tellsInitialized()
                        || !"notifications/initialized"
                            .equals(message.attributes().get("mcp.method.name")))
            .toList();
    assertEquals(MessageRecords.texts(theirs, "receive"), MessageRecords.texts(ours, "transmit"));
    assertEquals(MessageRecords.texts(theirs, "transmit"), MessageRecords.texts(ours, "receive"));
    assertTrue(ours.stream().allMatch(message -> !message.spanId().isEmpty()), ours::toString);
  }

  private static void assertFailures(LangChain4jClient both) {
    assertTrue(both.run("call refuse").startsWith("! "));
    assertEquals(
        "tool_error", assertSent(both, "tools/call refuse").attributes().get("error.type"));
    String refused = both.run("prompt broken");
    assertTrue(refused.startsWith("! "), refused);
    SpanView broken = assertSent(both, "prompts/get broken");
    assertEquals("-32603", broken.attributes().get("error.type"));
    assertEquals("-32603", broken.attributes().get("rpc.response.status_code"));
    assertEquals("prompt store is gone", broken.statusMessage());
  }

  /** It cannot answer the SDK's servers, whose requests have ids that are no numbers. */
  private static void assertNotified(LangChain4jClient both) {
    String said = both.run("call notify");
    assertFalse(said.startsWith("! "), said);
    SpanView call = both.atClient().awaitSpan("CLIENT", "tools/call notify");
    SpanView served = both.atClient().awaitSpan("SERVER", "notifications/message");
    SpanView sent = both.atServer().awaitSpan("CLIENT", "notifications/message");
    assertEquals(sent.spanId(), served.parentSpanId());
    assertEquals(call.traceId(), served.traceId());
    assertEquals("UNSET", served.statusCode());
    assertEquals("lc-client", served.attributes().get("mcp.client.name"));
  }

  private static void assertSession(LangChain4jClient both) {
    for (String state : List.of("opened", "initialized", "closed")) {
      assertEquals("client", both.atClient().awaitSession(state).attributes().get("mcp.role"));
    }
    Map<String, Object> closed = both.atClient().awaitSession("closed").attributes();
    assertEquals("closed", closed.get("mcp.session.close_reason"));
    assertTrue((long) closed.get("mcp.session.operations") > 10, closed::toString);
    both.atClient().awaitMetric(point -> point.name().equals("mcp.client.session.duration"));
  }
}
