// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.ClientAndServer;
import io.mcpotel.it.support.ClientKind;
import io.mcpotel.it.support.Expected;
import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.TestClient;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Release.Ability;
import io.mcpotel.sample.receiver.SpanView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client of every transport tells of what it sends and is asked. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.mcpotel.it.support.ClientKind#closely")
class ClientSpansIT {

  private static ClientAndServer both;

  @Parameter ClientKind kind;

  @BeforeParameterizedClassInvocation
  static void start(ClientKind kind) {
    both = new ClientAndServer(kind);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    both.close();
  }

  @Test
  void toolCallIsAClientSpanAboveTheServersSpan() {
    both.client().expect("call [\"where\",{}]");

    SpanView sent = both.clientCollector().awaitSpan("CLIENT", "tools/call where");
    SpanView served = servedSpan(sent);
    assertEquals("", sent.parentSpanId());
    assertEquals(sent.traceId(), served.traceId());
    assertEquals("tools/call where", served.name());
    assertEquals(both.callAttributes("where", served), sent.attributes());
    assertEquals("UNSET", sent.statusCode());
    assertTrue(sent.startNanos() <= served.startNanos());
    both.clientCollector()
        .awaitMetric("mcp.client.operation.duration", both.durationAttributes("where"));
  }

  @Test
  void everyRequestIsAClientSpanAboveTheServersSpan() {
    Map<String, String> commands =
        new LinkedHashMap<>(
            Map.of(
                "tools/list", "tools",
                "resources/list", "resources",
                "resources/templates/list", "templates",
                "prompts/list", "prompts",
                "prompts/get greeting", "prompt [\"greeting\"]",
                "ping", "ping"));
    if (kind.release().has(Ability.COMPLETION)) {
      commands.put("completion/complete", "complete [\"An\"]");
      commands.put("logging/setLevel", "setlevel [\"WARNING\"]");
    }
    if (kind.release().has(Ability.SUBSCRIPTIONS)) {
      commands.put("resources/subscribe", "subscribe [\"test://manual\"]");
      commands.put("resources/unsubscribe", "unsubscribe [\"test://manual\"]");
    }
    commands.forEach(
        (name, command) -> {
          both.client().expect(command);
          SpanView sent = both.clientCollector().awaitSpan("CLIENT", name);
          assertEquals(name, servedSpan(sent).name());
          assertEquals("UNSET", sent.statusCode());
        });
  }

  @Test
  void refusedRequestIsAnErrorWithTheServersCode() {
    String outcome = both.client().run("prompt [\"broken\"]");

    assertTrue(outcome.startsWith("! "), outcome);
    SpanView sent =
        both.clientCollector()
            .awaitSpan(
                span ->
                    span.kind().equals("CLIENT")
                        && "broken".equals(span.attributes().get("gen_ai.prompt.name")));
    assertEquals("-32603", sent.attributes().get("error.type"));
    assertEquals("-32603", sent.attributes().get("rpc.response.status_code"));
    assertEquals("ERROR", sent.statusCode());
    assertEquals("prompt store is gone", sent.statusMessage());
    assertEquals("ERROR", servedSpan(sent).statusCode());
  }

  @Test
  void requestThatIsGivenUpIsCancelled() {
    if (!kind.transport().equals("sse")) {
      assertCancelled(both);
      return;
    }
    // In some releases an SSE stream may break when a call is given up.
    try (ClientAndServer own = new ClientAndServer(kind)) {
      assertCancelled(own);
    }
  }

  private static void assertCancelled(ClientAndServer clientAndServer) {
    TestClient client = clientAndServer.client();
    client.expect("start given-up call [\"slow\",{\"ms\":10000}]");
    clientAndServer.serverStderr().await(0, line -> line.endsWith("sleeping"), AppProcess.PATIENCE);
    client.expect("cancel given-up");

    SpanView sent = clientAndServer.clientCollector().awaitSpan("CLIENT", "tools/call slow");
    assertEquals("cancelled", sent.attributes().get("error.type"));
    assertEquals("ERROR", sent.statusCode());
  }

  @Test
  void readResourceIsAnAttribute() {
    both.client().expect("resource [\"test://manual\"]");

    SpanView sent = both.clientCollector().awaitSpan("CLIENT", "resources/read");
    assertEquals("test://manual", sent.attributes().get("mcp.resource.uri"));
    assertEquals("test://manual", servedSpan(sent).attributes().get("mcp.resource.uri"));
  }

  @Test
  void handshakeIsTwoClientSpans() {
    SpanView initialize = both.clientCollector().awaitSpan("CLIENT", "initialize");
    SpanView initialized = both.clientCollector().awaitSpan("CLIENT", "notifications/initialized");

    assertEquals("initialize", servedSpan(initialize).name());
    assertEquals("notifications/initialized", servedSpan(initialized).name());
    Map<String, Object> identity =
        Map.of(
            "mcp.client.name", "test-client",
            "mcp.client.version", "9.8.7",
            "mcp.server.name", "test-server",
            "mcp.server.version", "1.2.3",
            "mcp.protocol.version", both.metricAttributes().get("mcp.protocol.version"));
    for (SpanView span : List.of(initialize, initialized)) {
      assertTrue(span.attributes().entrySet().containsAll(identity.entrySet()), span::toString);
    }
  }

  @Test
  void requestOfTheServerIsAServerSpanOfTheClientInOneTrace() {
    both.client().expect("call [\"sample\"]");

    SpanView called = both.clientCollector().awaitSpan("CLIENT", "tools/call sample");
    SpanView served = both.clientCollector().awaitSpan("SERVER", "sampling/createMessage");
    SpanView asked = both.serverCollector().awaitSpan("CLIENT", "sampling/createMessage");
    assertEquals(called.traceId(), served.traceId());
    assertEquals(asked.spanId(), served.parentSpanId());
    assertEquals(
        both.sessionAttributes(asked.attributes().get("mcp.session.id"))
            .with("mcp.method.name", "sampling/createMessage")
            .with("jsonrpc.request.id", asked.attributes().get("jsonrpc.request.id"))
            .map(),
        served.attributes());
    assertEquals(called.traceId(), Json.parse(both.client().awaitSaid("sampling")).get("trace_id"));
    both.clientCollector()
        .awaitMetric(
            "mcp.server.operation.duration",
            Expected.attributes()
                .with(both.metricAttributes())
                .with("mcp.method.name", "sampling/createMessage")
                .map());
  }

  @Test
  void otherRequestsOfTheServerAreServerSpansToo() {
    Map<String, String> tools = new LinkedHashMap<>(Map.of("roots/list", "roots"));
    if (kind.release().has(Ability.ELICITATION)) {
      tools.put("elicitation/create", "elicit");
      tools.put("ping", "pingclient");
    }
    tools.values().forEach(tool -> both.client().expect("call [\"" + tool + "\"]"));

    for (String name : tools.keySet()) {
      SpanView served = both.clientCollector().awaitSpan("SERVER", name);
      SpanView asked = both.serverCollector().awaitSpan("CLIENT", name);
      assertEquals(asked.spanId(), served.parentSpanId());
    }
  }

  @Test
  void notificationsOfTheServerAreServerSpansOfTheClient() {
    if (kind.release().has(Ability.LOG_MESSAGES)) {
      both.client().expect("call [\"notify\"]");
      assertReceived(both, "notifications/message");
    }
    if (kind.release().has(Ability.PROGRESS)) {
      assertReceived(both, "notifications/progress");
    }
    if (kind.isHttp()) {
      both.client().expect("call [\"grow\"]");
      assertReceived(both, "notifications/tools/list_changed");
      return;
    }
    for (int tries = 1; !servesOverStdio("notifications/tools/list_changed"); tries++) {
      assertTrue(tries < 5, "The SDK lost each of its notifications");
    }
  }

  /**
   * Over stdio a server loses what it sends while another thread is still sending, here the thread
   * that answered initialize, and it may lose all that comes after: so the answer is not awaited.
   *
   * @return false where the notification was lost, which the server's own span tells
   */
  private boolean servesOverStdio(String notification) {
    try (ClientAndServer others = new ClientAndServer(kind)) {
      others.client().run("start growing call [\"grow\"]");
      SpanView sent = others.serverCollector().awaitSpan("CLIENT", notification);
      if (!sent.statusCode().equals("ERROR")) {
        assertReceived(others, notification);
        return true;
      }
      return false;
    }
  }

  private static void assertReceived(ClientAndServer pair, String notification) {
    SpanView served = pair.clientCollector().awaitSpan("SERVER", notification);
    SpanView sent =
        pair.serverCollector().awaitSpan(span -> span.spanId().equals(served.parentSpanId()));
    assertEquals("CLIENT " + notification, sent.kind() + " " + sent.name());
    assertEquals(
        pair.sessionAttributes(sent.attributes().get("mcp.session.id"))
            .with("mcp.method.name", notification)
            .map(),
        served.attributes());
  }

  private static SpanView servedSpan(SpanView sent) {
    return both.serverCollector()
        .awaitSpan(
            span -> span.kind().equals("SERVER") && span.parentSpanId().equals(sent.spanId()));
  }
}
