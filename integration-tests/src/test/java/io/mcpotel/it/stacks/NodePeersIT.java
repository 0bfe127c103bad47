// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.stacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestClient;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.process.NodePackages;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that are not ours, and not even in Java. */
@Tag("matrix")
class NodePeersIT {

  private static NodePackages node;

  @BeforeAll
  static void install() throws IOException {
    node = NodePackages.install();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stdio", "streamable", "sse"})
  void javaServerServesANodeClient(String transport) {
    App app = TestServer.launch(new ServerKind(transport, "sync", 17));
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server = transport.equals("stdio") ? null : app.exportingTo(receiver).start();
        AppProcess client =
            App.start(
                clientCommand(
                    transport,
                    server == null
                        ? app.exportingTo(receiver).command()
                        : List.of("http://127.0.0.1:" + server.port())),
                Map.of())) {
      assertEquals(0, client.awaitExit(AppProcess.PATIENCE), () -> client.stderr().toString());

      Map<String, Object> results = Json.parse(client.stdout().line(0));
      assertEquals(Map.of("code", -32602), results.get("unknown"));
      assertEquals(true, Json.object(results, "refuse").get("isError"));

      Collector collector = Collector.of(receiver);
      SpanView echo = collector.awaitSpan("SERVER", "tools/call echo");
      assertEquals("node-peer", echo.attributes().get("mcp.client.name"));
      assertEquals("3.2.1", echo.attributes().get("mcp.client.version"));
      assertEquals("", echo.parentSpanId());
      for (String name :
          List.of("initialize", "tools/list", "prompts/get greeting", "resources/read")) {
        assertEquals("UNSET", collector.awaitSpan("SERVER", name).statusCode());
      }
      assertEquals(
          "tool_error",
          collector.awaitSpan("SERVER", "tools/call refuse").attributes().get("error.type"));
      SpanView traced = collector.awaitSpan("SERVER", "tools/call where");
      assertEquals("0af7651916cd43dd8448eb211c80319c", traced.traceId());
      assertEquals("b7ad6b7169203331", traced.parentSpanId());

      SpanView asked = collector.awaitSpan("CLIENT", "sampling/createMessage");
      String traceparent =
          (String) Json.object(Json.object(results, "asked"), "_meta").get("traceparent");
      assertTrue(
          traceparent.startsWith("00-" + asked.traceId() + "-" + asked.spanId()), traceparent);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync", "async"})
  void javaClientCallsANodeServer(String api) {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        TestClient client =
            TestClient.start(
                App.on(Jdk.oldest()).exportingTo(receiver),
                api,
                "stdio",
                60_000,
                List.of("node", node.everything().toString(), "stdio"))) {
      Map<String, Object> initialized = Json.parse(client.expect("init"));
      assertTrue(client.expect("tools").contains("echo"));
      assertTrue(client.expect("call [\"echo\",{\"message\":\"hello\"}]").contains("hello"));
      client.expect("prompts");
      client.expect("resources");
      client.expect("ping");
      client.expect("close");

      Collector collector = Collector.of(receiver);
      SpanView echo = collector.awaitSpan("CLIENT", "tools/call echo");
      Map<String, Object> info = Json.object(initialized, "serverInfo");
      assertEquals(info.get("name"), echo.attributes().get("mcp.server.name"));
      assertEquals(info.get("version"), echo.attributes().get("mcp.server.version"));
      assertEquals(
          initialized.get("protocolVersion"), echo.attributes().get("mcp.protocol.version"));
      assertEquals("pipe", echo.attributes().get("network.transport"));
      assertEquals("UNSET", echo.statusCode());
      for (String name : List.of("initialize", "tools/list", "prompts/list", "ping")) {
        assertEquals("UNSET", collector.awaitSpan("CLIENT", name).statusCode());
      }
    }
  }

  @Test
  void nodeServerThatRefusesIsAnErrorOfTheClient() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        TestClient client =
            TestClient.start(
                App.on(Jdk.newest()).exportingTo(receiver),
                "sync",
                "stdio",
                60_000,
                List.of("node", node.everything().toString(), "stdio"))) {
      client.expect("init");
      client.run("call [\"no-such-tool\",{}]");

      SpanView span =
          Collector.of(receiver)
              .awaitSpan(
                  candidate -> "tools/call".equals(candidate.attributes().get("mcp.method.name")));
      assertEquals("ERROR", span.statusCode());
      assertTrue(span.attributes().get("error.type") instanceof String);
    }
  }

  private static List<String> clientCommand(String transport, List<String> server) {
    List<String> command = new ArrayList<>(node.client());
    command.add(transport);
    command.addAll(server);
    return command;
  }
}
