// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Expected;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawPeer;
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

/** What a server of every transport and API tells of the messages it gets. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.mcpotel.it.support.ServerKind#all")
@Execution(ExecutionMode.SAME_THREAD)
class ServerSpansIT {

  private static TestServer server;

  @Parameter ServerKind kind;

  @BeforeParameterizedClassInvocation
  static void start(ServerKind kind) {
    server = TestServer.shared(kind);
  }

  @Test
  void toolCallIsAServerSpanBelowTheCallersSpan() {
    Call call = server.peer().callTool("echo", Map.of("word", "hello"));

    SpanView span = server.collector().serverSpan(call);
    assertEquals("tools/call echo", span.name());
    assertEquals("SERVER", span.kind());
    assertEquals(call.parent().spanId(), span.parentSpanId());
    assertEquals(server.request("tools/call", call).tool("echo").map(), span.attributes());
    assertSucceeded(span);
    assertEquals("io.mcpotel.agent", span.scopeName());
    assertEquals("under-test", span.resource().get("service.name"));
  }

  @Test
  void theToolsFunctionIsASpanBelowTheServersSpan() {
    Call call = server.peer().callTool("echo");

    SpanView below = server.collector().handlerSpan(call);
    SpanView span = server.collector().serverSpan(call);
    assertEquals("execute_tool echo", below.name());
    assertEquals(span.spanId(), below.parentSpanId());
    assertSucceeded(below);
    // A reactive function runs on the thread that subscribes and waits for no other.
    assertTrue(
        kind.isAsync()
            || below.attributes().get("mcp.handler.wait") instanceof Double wait
                && wait >= 0
                && wait < 10,
        () -> "mcp.handler.wait in seconds, but " + below.attributes());
    assertTrue(
        below.attributes().get("thread.name") instanceof String thread && !thread.isEmpty(),
        () -> "a thread.name, but " + below.attributes());
    assertFalse(below.attributes().containsKey("gen_ai.operation.name"));
    assertTrue(below.startNanos() >= span.startNanos());
    assertTrue(below.endNanos() <= span.endNanos());
  }

  @Test
  void initializeIsASpanWithWhatWasNegotiated() {
    Call call = server.initialize();

    SpanView span = server.collector().serverSpan(call);
    assertEquals("initialize", span.name());
    assertEquals(call.parent().spanId(), span.parentSpanId());
    assertEquals(server.negotiatedVersion(), span.attributes().get("mcp.protocol.version"));
    assertEquals(RawPeer.NAME, span.attributes().get("mcp.client.name"));
    assertEquals(RawPeer.VERSION, span.attributes().get("mcp.client.version"));
    if (kind.hasSessions()) {
      assertEquals(server.request("initialize", call).map(), span.attributes());
    }
    assertSucceeded(span);
  }

  @Test
  void methodsWithoutATargetAreNamedAfterThemselves() {
    for (String method :
        List.of(
            "ping", "tools/list", "resources/list", "resources/templates/list", "prompts/list")) {
      Call call = server.peer().request(method);

      SpanView span = server.collector().serverSpan(call);
      assertEquals(method, span.name());
      assertEquals(server.request(method, call).map(), span.attributes());
      assertSucceeded(span);
    }
  }

  @Test
  void promptIsNamedInTheSpan() {
    Call call = server.peer().request("prompts/get", Map.of("name", "greeting"));

    SpanView span = server.collector().serverSpan(call);
    assertEquals("prompts/get greeting", span.name());
    assertEquals(
        server.request("prompts/get", call).with("gen_ai.prompt.name", "greeting").map(),
        span.attributes());
    assertEquals("get_prompt greeting", server.collector().handlerSpan(call).name());
  }

  @Test
  void resourceIsAnAttributeAndNotInTheName() {
    List<String> uris =
        kind.release().has(Ability.TEMPLATES)
            ? List.of("test://manual", "test://chapter/7")
            : List.of("test://manual");
    for (String uri : uris) {
      Call call = server.peer().request("resources/read", Map.of("uri", uri));

      SpanView span = server.collector().serverSpan(call);
      assertEquals("resources/read", span.name());
      assertEquals(
          server.request("resources/read", call).with("mcp.resource.uri", uri).map(),
          span.attributes());
      assertEquals("read_resource", server.collector().handlerSpan(call).name());
    }
  }

  @Test
  void completionIsASpanWithItsFunctionBelow() {
    Call call =
        server
            .peer()
            .request(
                "completion/complete",
                Map.of(
                    "ref", Map.of("type", "ref/prompt", "name", "greeting"),
                    "argument", Map.of("name", "name", "value", "An")));

    SpanView span = server.collector().serverSpan(call);
    assertEquals("completion/complete", span.name());
    assertEquals(
        server.request("completion/complete", call).with(call.outcome()).map(), span.attributes());
    if (!kind.release().has(Ability.COMPLETION)) {
      assertEquals(-32601, call.errorCode());
      return;
    }
    assertSucceeded(span);
    assertEquals("complete", server.collector().handlerSpan(call).name());
  }

  @Test
  void notificationIsASpanWithoutARequestId() {
    TraceParent sent = server.peer().notify("notifications/initialized", Map.of());

    SpanView span = server.collector().awaitSpan(sent, "SERVER");
    assertEquals("notifications/initialized", span.name());
    assertEquals(
        Expected.attributes()
            .with(server.sessionAttributes())
            .with("mcp.method.name", "notifications/initialized")
            .map(),
        span.attributes());
    assertSucceeded(span);
  }

  @Test
  void everyHookFitsSoThatTheGreetingIsAllThatIsSaid() {
    server.collector().serverSpan(server.peer().callTool("echo"));

    // A server of an older release has slept, and its connection to the receiver with it.
    List<String> lines =
        server.process().agentLines().stream()
            .filter(line -> kind.release().isNewest() || !line.contains("Failed to export"))
            .toList();
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.get(0).contains("MCP " + kind.release()), lines::toString);
  }

  private static void assertSucceeded(SpanView span) {
    assertEquals("UNSET", span.statusCode());
    assertEquals("", span.statusMessage());
    assertEquals(List.of(), span.events());
    assertEquals(List.of(), span.links());
  }
}
