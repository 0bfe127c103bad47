// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.CasesSource;
import io.mcpotel.it.support.TestClient;
import io.mcpotel.it.support.peer.RawMcpServer;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** How a client's requests end when they are not simply answered. */
class ClientOutcomesIT {

  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final RawMcpServer server =
      new RawMcpServer().result("tools/call", "{\"content\":[]}").silence("tools/list");

  @AfterEach
  void stop() {
    receiver.close();
    server.close();
  }

  @ParameterizedTest
  @CasesSource({"sync", "async"})
  void requestTimeoutIsATimeout(String api) {
    try (TestClient client = client(api, 1500)) {
      client.expect("init");
      assertTrue(client.run("tools").contains("TimeoutException"));

      SpanView span = collector().awaitSpan("CLIENT", "tools/list");
      assertEquals("timeout", span.attributes().get("error.type"));
      assertEquals("ERROR", span.statusCode());
      collector()
          .awaitMetricWith(
              "mcp.client.operation.duration",
              Map.of("mcp.method.name", "tools/list", "error.type", "timeout"));
    }
  }

  @ParameterizedTest
  @CasesSource({"sync", "async"})
  void givenUpRequestIsCancelled(String api) {
    try (TestClient client = client(api, 60_000)) {
      client.expect("init");
      client.expect("start a tools");
      server.awaitMessage("tools/list");
      client.expect("cancel a");

      SpanView span = collector().awaitSpan("CLIENT", "tools/list");
      assertEquals("cancelled", span.attributes().get("error.type"));
      assertEquals("ERROR", span.statusCode());
    }
  }

  @Tag("matrix")
  @Test
  void closedClientEndsItsRequests() {
    try (TestClient client = client("async", 60_000)) {
      client.expect("init");
      client.expect("start a tools");
      server.awaitMessage("tools/list");
      client.expect("close");

      assertEquals("ERROR", collector().awaitSpan("CLIENT", "tools/list").statusCode());
    }
  }

  @Test
  void serverThatIsNotThereIsAnErrorOfItsClass() {
    server.close();
    try (TestClient client = client("sync", 5_000)) {
      assertTrue(client.run("init").startsWith("! "));

      SpanView span = collector().awaitSpan("CLIENT", "initialize");
      assertEquals("java.net.ConnectException", span.attributes().get("error.type"));
      assertEquals("ERROR", span.statusCode());
      assertEquals("exception", span.events().get(0).name());
    }
  }

  @Tag("matrix")
  @Test
  void everySubscriptionIsARequestAndNoSubscriptionIsNone() {
    try (TestClient client = client("async", 60_000)) {
      client.expect("init");
      client.expect("callnever [\"never\"]");
      client.expect("calltwice [\"twice\"]");
      client.expect("call [\"last\"]");

      collector().awaitSpan("CLIENT", "tools/call last");
      List<String> names =
          collector().spans().stream()
              .map(SpanView::name)
              .filter(name -> name.startsWith("tools/call"))
              .toList();
      assertEquals(List.of("tools/call twice", "tools/call twice", "tools/call last"), names);
    }
  }

  @Tag("matrix")
  @Test
  void protocolErrorOfTheServerIsToldWithItsMessage() {
    server.error("prompts/get", -32050, "no prompts today");
    server.result(
        "initialize",
        """
        {"protocolVersion":"2025-06-18","capabilities":{"prompts":{}},\
        "serverInfo":{"name":"raw-server","version":"7.7"}}""");
    try (TestClient client = client("sync", 60_000)) {
      client.expect("init");
      client.run("prompt [\"greeting\"]");

      SpanView span = collector().awaitSpan("CLIENT", "prompts/get greeting");
      assertEquals("-32050", span.attributes().get("error.type"));
      assertEquals("-32050", span.attributes().get("rpc.response.status_code"));
      assertEquals("no prompts today", span.statusMessage());
      assertEquals(RawMcpServer.SESSION, span.attributes().get("mcp.session.id"));
      assertEquals("raw-server", span.attributes().get("mcp.server.name"));
      assertEquals("greeting", span.attributes().get("gen_ai.prompt.name"));
    }
  }

  @Tag("matrix")
  @Test
  void everyErrorCodeIsAnErrorForAClient() {
    server.error("tools/call", -32602, "no such thing");
    try (TestClient client = client("async", 60_000)) {
      client.expect("init");
      assertTrue(client.run("call [\"any\"]").startsWith("! "));

      SpanView span = collector().awaitSpan(sent -> sent.name().startsWith("tools/call"));
      assertEquals("-32602", span.attributes().get("rpc.response.status_code"));
      assertEquals("-32602", span.attributes().get("error.type"));
      assertEquals("ERROR", span.statusCode());
      assertEquals("no such thing", span.statusMessage());
    }
  }

  @Tag("matrix")
  @Test
  void toolAndPromptThatAClientWasShownAreKnownBeforeTheyHaveAnswered() {
    server
        .result(
            "initialize",
            """
            {"protocolVersion":"2025-06-18","capabilities":{"tools":{},"prompts":{}},\
            "serverInfo":{"name":"raw-server","version":"7.7"}}""")
        .result(
            "tools/list",
            "{\"tools\":[{\"name\":\"shown\",\"inputSchema\":{\"type\":\"object\"}}]}")
        .result("prompts/list", "{\"prompts\":[{\"name\":\"greeting\"}]}")
        .error("tools/call", -32602, "wrong arguments")
        .error("prompts/get", -32602, "wrong arguments");
    try (TestClient client = client("sync", 60_000)) {
      client.expect("init");
      client.expect("tools");
      client.expect("prompts");
      client.run("call [\"shown\"]");
      client.run("prompt [\"greeting\"]");
      client.run("call [\"made-up\"]");

      collector().awaitSpan("CLIENT", "tools/call shown");
      collector().awaitSpan("CLIENT", "prompts/get greeting");
      assertEquals(
          "made-up",
          collector().awaitSpan("CLIENT", "tools/call").attributes().get("gen_ai.tool.name"));
      for (String tool : List.of("shown", "_OTHER")) {
        collector()
            .awaitMetricWith(
                "mcp.client.operation.duration",
                Map.of("gen_ai.tool.name", tool, "error.type", "-32602"));
      }
    }
  }

  @Test
  void refusalOfAToolIsAnErrorForAClient() {
    server.result("tools/call", "{\"content\":[],\"isError\":true}");
    try (TestClient client = client("async", 60_000)) {
      client.expect("init");
      client.expect("call [\"any\"]");

      SpanView span = collector().awaitSpan("CLIENT", "tools/call any");
      assertEquals("tool_error", span.attributes().get("error.type"));
      assertEquals("ERROR", span.statusCode());
      assertEquals("", span.statusMessage());
    }
  }

  private Collector collector() {
    return Collector.of(receiver);
  }

  private TestClient client(String api, long timeoutMillis) {
    return TestClient.start(
        App.on(Jdk.oldest()).exportingTo(receiver),
        api,
        "streamable",
        timeoutMillis,
        List.of(server.url()));
  }
}
