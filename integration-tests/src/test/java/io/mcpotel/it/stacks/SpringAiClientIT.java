// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.stacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Expected;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.SpringAiRelease;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients made of Spring AI's starters, each with a server of the same release. */
@Tag("matrix")
class SpringAiClientIT {

  private static final OtlpReceiver RECEIVER = OtlpReceiver.start();
  private static final Map<SpringAiServer, AppProcess> SERVERS = new ConcurrentHashMap<>();

  static Stream<SpringAiClient> clients() {
    return Stream.of(
            of(SpringAiRelease.V1_0, "client", "SYNC", "STDIO", "SSE"),
            of(SpringAiRelease.V1_0, "client-webflux", "ASYNC", "SSE"),
            of(SpringAiRelease.V1_1, "client", "ASYNC", "STDIO", "SSE", "STREAMABLE"),
            of(SpringAiRelease.V1_1, "client-webflux", "SYNC", "SSE", "STREAMABLE"),
            of(SpringAiRelease.V2_0, "client", "SYNC", "STDIO", "SSE", "STREAMABLE"),
            of(SpringAiRelease.V2_0, "client", "ASYNC", "STDIO", "SSE", "STREAMABLE"),
            of(SpringAiRelease.V2_0, "client-webflux", "SYNC", "SSE", "STREAMABLE"),
            of(SpringAiRelease.V2_0, "client-webflux", "ASYNC", "SSE", "STREAMABLE"))
        .flatMap(clients -> clients);
  }

  private static Stream<SpringAiClient> of(
      SpringAiRelease release, String starter, String type, String... protocols) {
    int jdk = type.equals("SYNC") ? 25 : 17;
    return Stream.of(protocols)
        .map(protocol -> new SpringAiClient(release, starter, protocol, type, jdk));
  }

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(AppProcess::close);
    RECEIVER.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void everyRequestIsToldOnBothSidesOfOneTrace(SpringAiClient kind) {
    String[] tools = {"echo", "slow", "broken"};
    int port = kind.isStdio() ? 0 : server(kind.server()).port();
    App app = kind.isStdio() ? kind.app(RECEIVER, tools) : kind.app(RECEIVER, port, tools);
    try (AppProcess client = app.start()) {
      assertEquals(0, client.awaitExit(AppProcess.PATIENCE), () -> client.stderr().toString());
      assertAnswered(client, "echo", "hello");
      assertAnswered(client, "slow", "done");
      assertAnswered(client, "broken", "the tool is broken");
    }

    for (String method : List.of("initialize", "notifications/initialized", "tools/list")) {
      assertSeenOnBothSides(kind, port, method, method(method));
    }
    assertSeenOnBothSides(kind, port, "tools/call echo", method("tools/call").tool("echo"));
    assertSeenOnBothSides(kind, port, "tools/call slow", method("tools/call").tool("slow"));
    assertSeenOnBothSides(
        kind,
        port,
        "tools/call broken",
        method("tools/call").tool("broken").with("error.type", "tool_error"));
  }

  private static AppProcess server(SpringAiServer kind) {
    return SERVERS.computeIfAbsent(kind, server -> server.app().exportingTo(RECEIVER).start());
  }

  private static void assertAnswered(AppProcess client, String tool, String answer) {
    assertTrue(
        client.stdout().lines().stream()
            .anyMatch(line -> line.startsWith(tool + " ") && line.contains(answer)),
        () -> client.stdout().toString());
  }

  private static void assertSeenOnBothSides(
      SpringAiClient kind, int port, String name, Expected target) {
    // The client has ended, so that all of its spans are there.
    List<SpanView> sent =
        collector().spans().stream()
            .filter(span -> kind.toString().equals(span.resource().get("service.name")))
            .filter(span -> span.kind().equals("CLIENT") && span.name().equals(name))
            .toList();
    assertEquals(1, sent.size(), () -> name + " in " + sent);
    SpanView client = sent.get(0);
    SpanView received = span(client.traceId(), "SERVER");

    assertEquals(name, received.name());
    assertEquals("", client.parentSpanId());
    assertEquals(client.spanId(), received.parentSpanId());
    if (target.map().containsKey("gen_ai.tool.name")) {
      SpanView function = span(client.traceId(), "INTERNAL");
      assertEquals(received.spanId(), function.parentSpanId());
    }
    target
        .with(kind.network(port))
        .with("mcp.client.name", SpringAiClient.NAME)
        .with("mcp.client.version", SpringAiClient.VERSION)
        .with("mcp.server.name", SpringAiServer.NAME)
        .with("mcp.server.version", SpringAiServer.VERSION)
        .with("mcp.protocol.version", received.attributes().get("mcp.protocol.version"));
    if (kind.isToldItsSession()) {
      target.with("mcp.session.id", received.attributes().get("mcp.session.id"));
    }
    if (!name.startsWith("notifications/")) {
      target.with("jsonrpc.request.id", received.attributes().get("jsonrpc.request.id"));
    }
    assertEquals(target.map(), client.attributes());
    assertEquals(target.map().containsKey("error.type") ? "ERROR" : "UNSET", client.statusCode());
  }

  private static SpanView span(String traceId, String kind) {
    return collector()
        .awaitSpan(span -> span.kind().equals(kind) && span.traceId().equals(traceId));
  }

  private static Expected method(String name) {
    return Expected.attributes().with("mcp.method.name", name);
  }

  private static Collector collector() {
    return Collector.of(RECEIVER);
  }
}
