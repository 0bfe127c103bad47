// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.stacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.NodePackages;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers and clients that others have published, with the agent and as they are. */
@Tag("matrix")
class ThirdPartyIT {

  private static final ServerKind OURS = new ServerKind("streamable", "sync", 17);

  /** From the start of a client, which may load much, to its end. */
  private static final Duration WHOLE_RUN = Duration.ofMinutes(1);

  /** What a test asks a server with the tools {@code greet} and {@code fail}. */
  private record Conversation(Call initialize, Call list, Call greet, Call fail, Call unknown) {

    static Conversation with(AppProcess server) {
      try (RawPeer peer = new RawHttp(server.port())) {
        return new Conversation(
            peer.initialize(),
            peer.request("tools/list"),
            peer.callTool("greet", Map.of("name", "Ann")),
            peer.callTool("fail"),
            peer.callTool("no-such-tool"));
      }
    }

    List<Call> calls() {
      return List.of(initialize, list, greet, fail, unknown);
    }

    /** The SDK lists tools in an order of its own, another one each time. */
    List<Object> answers() {
      return List.of(
          initialize.response(),
          Set.copyOf((List<?>) list.result().get("tools")),
          greet.response(),
          fail.response(),
          unknown.response());
    }
  }

  @Test
  void micronautServer() {
    assertServerIsObserved(
        ThirdParty.MICRONAUT.app(), ThirdParty.MICRONAUT.app(), "micronaut-server");
  }

  @ParameterizedTest
  @ValueSource(strings = {"streamable", "streamable_stateless"})
  void solonServer(String channel) {
    assertServerIsObserved(
        ThirdParty.SOLON_SERVER.app(channel), ThirdParty.SOLON_SERVER.app(channel), "solon-server");
  }

  @ParameterizedTest
  @EnumSource(names = {"ADK", "AGENTSCOPE"})
  void clientOfOurServer(ThirdParty client) {
    try (OtlpReceiver atServer = OtlpReceiver.start();
        OtlpReceiver atClient = OtlpReceiver.start();
        AppProcess server = TestServer.launch(OURS).exportingTo(atServer).start();
        AppProcess process =
            client
                .app("http://127.0.0.1:" + server.port() + "/mcp")
                .exportingTo(atClient)
                .start()) {
      assertCalledEcho(process);

      SpanView call = Collector.of(atClient).awaitSpan("CLIENT", "tools/call echo");
      assertHas(
          Map.of(
              "gen_ai.tool.name", "echo",
              "network.transport", "tcp",
              "network.protocol.name", "http",
              "server.address", "127.0.0.1",
              "server.port", (long) server.port(),
              "mcp.server.name", "test-server",
              "mcp.server.version", "1.2.3"),
          call);
      assertEquals("UNSET", call.statusCode());
      assertCrosses(Collector.of(atClient), Collector.of(atServer));
      assertAgentIsQuiet(process);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ADK", "AGENTSCOPE"})
  void clientOfANodeServerOverStdio(ThirdParty client) throws IOException {
    String everything = NodePackages.install().everything().toString();
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess process =
            client.app("node", everything, "stdio").exportingTo(receiver).start()) {
      assertCalledEcho(process);

      Collector collector = Collector.of(receiver);
      SpanView call = collector.awaitSpan("CLIENT", "tools/call echo");
      assertHas(Map.of("gen_ai.tool.name", "echo", "network.transport", "pipe"), call);
      assertFalse(call.attributes().containsKey("server.address"));
      assertEquals("UNSET", call.statusCode());
      // The kit starts a second session where the SDK refuses one of two requests sent at once.
      List<Object> ids =
          clientSpans(collector).stream()
              .map(span -> span.attributes().get("jsonrpc.request.id"))
              .filter(Objects::nonNull)
              .toList();
      assertNotEquals(List.of(), ids);
      assertEquals(ids.size(), Set.copyOf(ids).size(), ids::toString);
      assertAgentIsQuiet(process);
    }
  }

  @Test
  void solonClient() {
    List<List<String>> said = new ArrayList<>();
    try (OtlpReceiver atServer = OtlpReceiver.start();
        OtlpReceiver atClient = OtlpReceiver.start();
        AppProcess server = TestServer.launch(OURS).exportingTo(atServer).start()) {
      String url = "http://127.0.0.1:" + server.port() + "/mcp";
      try (AppProcess bare = ThirdParty.SOLON_CLIENT.app("streamable", url).start()) {
        assertEquals(0, bare.awaitExit(WHOLE_RUN), bare.stderr()::toString);
        said.add(bare.stdout().lines());
      }
      try (AppProcess process =
          ThirdParty.SOLON_CLIENT.app("streamable", url).exportingTo(atClient).start()) {
        assertEquals(0, process.awaitExit(WHOLE_RUN), process.stderr()::toString);
        said.add(process.stdout().lines());
        assertAgentIsQuiet(process);
      }
      assertEquals(said.get(0), said.get(1));
      assertTrue(said.get(1).get(1).contains("{word=hello}"), said.get(1)::toString);

      SpanView call = Collector.of(atClient).awaitSpan("CLIENT", "tools/call echo");
      assertHas(Map.of("mcp.server.name", "test-server", "network.transport", "tcp"), call);
      assertEquals("UNSET", call.statusCode());
      SpanView refusal = Collector.of(atClient).awaitSpan("CLIENT", "tools/call refuse");
      assertHas(Map.of("error.type", "tool_error"), refusal);
      assertCrosses(Collector.of(atClient), Collector.of(atServer));
    }
  }

  /**
   * Talks to a server without the agent and with it: the answers must be the same, and each call
   * must be told truly.
   */
  private static void assertServerIsObserved(App bare, App observed, String name) {
    Map<String, Object> always =
        Map.of(
            "network.transport", "tcp",
            "network.protocol.name", "http",
            "mcp.server.name", name,
            "mcp.server.version", "1.2.3");
    Conversation without;
    try (AppProcess server = bare.start()) {
      without = Conversation.with(server);
    }
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server = observed.exportingTo(receiver).start()) {
      Conversation conversation = Conversation.with(server);
      assertEquals(without.answers(), conversation.answers());
      assertEquals("hello Ann", conversation.greet().text());

      Collector collector = Collector.of(receiver);
      assertTold(collector, conversation.initialize(), "initialize", always);
      assertTold(collector, conversation.list(), "tools/list", always);
      SpanView greet = assertTold(collector, conversation.greet(), "tools/call greet", always);
      assertHas(Map.of("gen_ai.tool.name", "greet"), greet);
      assertEquals("UNSET", greet.statusCode());
      SpanView function = collector.handlerSpan(conversation.greet());
      assertEquals("execute_tool greet", function.name());
      assertEquals(greet.spanId(), function.parentSpanId());

      SpanView fail = assertTold(collector, conversation.fail(), "tools/call fail", always);
      assertEquals("ERROR", fail.statusCode());
      assertEquals("ERROR", collector.handlerSpan(conversation.fail()).statusCode());

      SpanView unknown = assertTold(collector, conversation.unknown(), "tools/call", always);
      assertHas(Map.of("rpc.response.status_code", "-32602"), unknown);
      assertEquals("UNSET", unknown.statusCode());
      for (Call call : conversation.calls()) {
        assertEquals(1, ofKind("SERVER", collector.trace(call.parent().traceId())).size());
      }
      assertAgentIsQuiet(server);
    }
  }

  private static SpanView assertTold(
      Collector collector, Call call, String name, Map<String, Object> attributes) {
    SpanView span = collector.serverSpan(call);
    assertEquals(name, span.name());
    assertEquals(call.parent().spanId(), span.parentSpanId());
    assertHas(attributes, span);
    assertHas(Map.of("jsonrpc.request.id", String.valueOf(call.id())), span);
    return span;
  }

  private static void assertCalledEcho(AppProcess client) {
    assertEquals(0, client.awaitExit(WHOLE_RUN), client.stderr()::toString);
    List<String> said = client.stdout().lines();
    assertTrue(said.get(0).contains("echo"), said::toString);
    assertTrue(said.get(1).contains("hello"), said::toString);
  }

  /** Each message has one span where it was sent, and one below that where it was received. */
  private static void assertCrosses(Collector client, Collector server) {
    List<SpanView> sent = clientSpans(client);
    assertNotEquals(List.of(), sent);
    for (SpanView span : sent) {
      SpanView received =
          server.awaitSpan(
              one -> one.kind().equals("SERVER") && one.parentSpanId().equals(span.spanId()));
      assertEquals(span.traceId(), received.traceId());
      assertEquals(
          span.attributes().get("mcp.method.name"), received.attributes().get("mcp.method.name"));
      assertEquals(
          span.attributes().get("jsonrpc.request.id"),
          received.attributes().get("jsonrpc.request.id"));
    }
    // A client without the agent gives its messages no parent.
    assertEquals(
        sent.size(),
        ofKind("SERVER", server.spans()).stream()
            .filter(span -> !span.parentSpanId().isEmpty())
            .count());
  }

  private static void assertHas(Map<String, Object> expected, SpanView span) {
    expected.forEach((key, value) -> assertEquals(value, span.attributes().get(key), key));
  }

  /** One line says that the agent is there, and nothing of it fails. */
  private static void assertAgentIsQuiet(AppProcess process) {
    assertEquals(1, process.agentLines().size(), process.stderr()::toString);
    assertFalse(
        process.stderr().toString().contains("io.mcpotel.agent"), process.stderr()::toString);
  }

  private static List<SpanView> clientSpans(Collector collector) {
    return ofKind("CLIENT", collector.spans());
  }

  private static List<SpanView> ofKind(String kind, List<SpanView> spans) {
    return spans.stream().filter(span -> span.kind().equals(kind)).toList();
  }
}
