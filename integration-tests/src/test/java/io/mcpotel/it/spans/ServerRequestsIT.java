// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Expected;
import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.TraceParent;
import io.mcpotel.it.support.process.Release.Ability;
import io.mcpotel.sample.receiver.SpanView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server with sessions sends to its client, and what only such a server is asked. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.mcpotel.it.support.ServerKind#withSessions")
@Execution(ExecutionMode.SAME_THREAD)
class ServerRequestsIT {

  private static TestServer server;

  @Parameter ServerKind kind;

  @BeforeParameterizedClassInvocation
  static void start(ServerKind kind) {
    server = TestServer.shared(kind);
    if (server.peer() instanceof RawHttp http) {
      http.listen();
    }
  }

  @Test
  void methodsOfASessionAreSpans() {
    Call level = server.peer().request("logging/setLevel", Map.of("level", "warning"));
    Call subscribe = server.peer().request("resources/subscribe", Map.of("uri", "test://manual"));

    SpanView levelSpan = server.collector().serverSpan(level);
    assertEquals("logging/setLevel", levelSpan.name());
    assertEquals(
        server.request("logging/setLevel", level).with(level.outcome()).map(),
        levelSpan.attributes());
    SpanView subscribeSpan = server.collector().serverSpan(subscribe);
    assertEquals("resources/subscribe", subscribeSpan.name());
    assertEquals(
        kind.release().has(Ability.SUBSCRIPTIONS) ? null : (Object) (-32601),
        subscribe.errorCode());
    assertEquals(
        server
            .request("resources/subscribe", subscribe)
            .with("mcp.resource.uri", "test://manual")
            .with(subscribe.outcome())
            .map(),
        subscribeSpan.attributes());
  }

  @Test
  void samplingIsAClientSpanBelowTheFunctionThatAsked() {
    assertAsked(
        "sample",
        "sampling/createMessage",
        Map.of(
            "role", "assistant", "content", Map.of("type", "text", "text", "x"), "model", "none"));
  }

  @Test
  void elicitationIsAClientSpanBelowTheFunctionThatAsked() {
    if (!kind.release().has(Ability.ELICITATION)) {
      assertLacks("elicit");
      return;
    }
    assertAsked(
        "elicit", "elicitation/create", Map.of("action", "accept", "content", Map.of("name", "A")));
  }

  @Test
  void listOfRootsIsAClientSpanBelowTheFunctionThatAsked() {
    assertAsked("roots", "roots/list", Map.of("roots", List.of()));
  }

  @Test
  void pingOfTheServerIsAClientSpanBelowTheFunctionThatAsked() {
    if (!kind.release().has(Ability.SERVER_PING)) {
      assertLacks("pingclient");
      return;
    }
    assertAsked("pingclient", "ping", Map.of());
  }

  /** The server cannot have a tool for what its release of the SDK has no method for. */
  private static void assertLacks(String tool) {
    assertNotNull(server.peer().callTool(tool).errorCode());
  }

  private void assertAsked(String tool, String method, Map<String, Object> answer) {
    Call call = server.peer().start("tools/call", Map.of("name", tool, "arguments", Map.of()));
    Map<String, Object> asked = server.peer().awaitMessage(method);
    server.peer().respond(asked.get("id"), answer);
    server.peer().await(call);

    SpanView below = server.collector().handlerSpan(call);
    SpanView span = server.collector().awaitSpan(call.parent(), "CLIENT");
    assertEquals(method, span.name());
    assertEquals(below.spanId(), span.parentSpanId());
    assertEquals(
        Expected.attributes()
            .with(server.sessionAttributes())
            .with("mcp.method.name", method)
            .with("jsonrpc.request.id", String.valueOf(asked.get("id")))
            .map(),
        span.attributes());
    assertEquals("UNSET", span.statusCode());
    assertEquals(
        "00-" + span.traceId() + "-" + span.spanId() + "-01",
        Json.object(Json.object(asked, "params"), "_meta").get("traceparent"));
    server.collector().awaitMetric("mcp.client.operation.duration", server.metric(method).map());
  }

  @Test
  void notificationsOfAFunctionAreClientSpansBelowIt() {
    if (!kind.release().has(Ability.LOG_MESSAGES)) {
      assertLacks("notify");
      return;
    }
    List<String> methods =
        kind.release().has(Ability.PROGRESS)
            ? List.of("notifications/message", "notifications/progress")
            : List.of("notifications/message");
    Call call = server.peer().callTool("notify");

    SpanView below = server.collector().handlerSpan(call);
    for (String method : methods) {
      SpanView span =
          server
              .collector()
              .awaitSpan(
                  candidate ->
                      candidate.traceId().equals(call.parent().traceId())
                          && candidate.name().equals(method));
      assertEquals("CLIENT", span.kind());
      assertEquals(below.spanId(), span.parentSpanId());
      assertEquals(
          Expected.attributes()
              .with(server.sessionAttributes())
              .with("mcp.method.name", method)
              .map(),
          span.attributes());
      // Others who shared the server may have left theirs.
      Map<String, Object> sent =
          server
              .peer()
              .awaitMessage(method, message -> message.toString().contains(span.traceId()));
      assertEquals(
          "00-" + span.traceId() + "-" + span.spanId() + "-01",
          Json.object(Json.object(sent, "params"), "_meta").get("traceparent"));
      server.collector().awaitMetric("mcp.client.operation.duration", server.metric(method).map());
    }
  }

  @Test
  void changedListIsAClientSpanAndItsNullParamsGetAMeta() {
    Call grow = server.peer().callTool("grow");
    server.peer().callTool("shrink");

    Map<String, Object> sent = server.peer().awaitMessage("notifications/tools/list_changed");
    SpanView below = server.collector().handlerSpan(grow);
    SpanView span =
        server
            .collector()
            .awaitSpan(
                candidate ->
                    candidate.traceId().equals(below.traceId())
                        && candidate.name().equals("notifications/tools/list_changed"));
    assertEquals("CLIENT", span.kind());
    assertEquals(below.spanId(), span.parentSpanId());
    assertEquals(
        Expected.attributes()
            .with(server.sessionAttributes())
            .with("mcp.method.name", "notifications/tools/list_changed")
            .map(),
        span.attributes());
    String traceparent =
        (String) Json.object(Json.object(sent, "params"), "_meta").get("traceparent");
    assertTrue(traceparent.startsWith("00-"), traceparent);
  }

  @Test
  void updatedResourceIsAnAttribute() {
    if (!kind.release().has(Ability.RESOURCE_UPDATES)) {
      assertLacks("touch");
      return;
    }
    server.peer().request("resources/subscribe", Map.of("uri", "test://manual"));
    server.peer().callTool("touch");

    SpanView span = server.collector().awaitSpan("CLIENT", "notifications/resources/updated");
    assertEquals("test://manual", span.attributes().get("mcp.resource.uri"));
    assertEquals(server.sessionId(), span.attributes().get("mcp.session.id"));
  }

  @Test
  void changedRootsAreAServerSpanAndTheQuestionThatFollowsIsBelowIt() {
    TraceParent sent = server.peer().notify("notifications/roots/list_changed", Map.of());

    Map<String, Object> question = server.peer().awaitMessage("roots/list");
    server.peer().respond(question.get("id"), Map.of("roots", List.of()));
    SpanView asked = server.collector().awaitSpan(sent, "CLIENT");
    SpanView span = server.collector().awaitSpan(sent, "SERVER");
    assertEquals("notifications/roots/list_changed", span.name());
    assertEquals(sent.spanId(), span.parentSpanId());
    assertEquals("roots/list", asked.name());
    assertEquals(span.spanId(), asked.parentSpanId());
  }
}
