// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.sample.receiver.EventView;
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

/** Which answers are errors on a server. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.mcpotel.it.support.ServerKind#all")
@Execution(ExecutionMode.SAME_THREAD)
class ServerErrorsIT {

  private static final String DURATION = "mcp.server.operation.duration";
  private static final String LONG_NAME = "n".repeat(300);
  private static final String CUT_NAME = "n".repeat(128);

  private static TestServer server;

  @Parameter ServerKind kind;

  @BeforeParameterizedClassInvocation
  static void start(ServerKind kind) {
    server = TestServer.shared(kind);
  }

  @Test
  void unknownToolStaysOutOfTheName() {
    Call call = server.peer().callTool(LONG_NAME);

    assertRefused(-32602, call);
    SpanView span = server.collector().serverSpan(call);
    assertEquals("tools/call", span.name());
    assertEquals(
        server.request("tools/call", call).tool(CUT_NAME).with(call.outcome()).map(),
        span.attributes());
    assertStatus(span, call);
    server
        .collector()
        .awaitMetric(
            DURATION, server.metric("tools/call").tool("_OTHER").with(call.outcome()).map());
  }

  @Test
  void toolThatIsRegisteredIsKnownWhateverItIsCalledWith() {
    Call call = server.peer().request("tools/call", Map.of("name", "slow", "arguments", "none"));

    assertEquals("tools/call slow", server.collector().serverSpan(call).name());
    server
        .collector()
        .awaitMetric(
            point ->
                point.name().equals(DURATION)
                    && "slow".equals(point.attributes().get("gen_ai.tool.name"))
                    && point.attributes().containsKey("error.type"));
  }

  @Test
  void callThatNamesNoToolIsTheCallOfATool() {
    Call call = server.peer().request("tools/call", Map.of("arguments", Map.of()));

    SpanView span = server.collector().serverSpan(call);
    assertEquals("tools/call", span.name());
    assertEquals("execute_tool", span.attributes().get("gen_ai.operation.name"));
    assertEquals(
        "execute_tool",
        server.collector().awaitRecord(span).attributes().get("gen_ai.operation.name"));
  }

  @Test
  void unknownMethodIsTheCallersFaultAndStaysOutOfTheName() {
    Call call = server.peer().request(LONG_NAME);

    assertRefused(-32601, call);
    SpanView span = server.collector().serverSpan(call);
    assertEquals("_OTHER", span.name());
    assertEquals(server.request(CUT_NAME, call).with(call.outcome()).map(), span.attributes());
    assertStatus(span, call);
    server.collector().awaitMetric(DURATION, server.metric("_OTHER").with(call.outcome()).map());
  }

  @Test
  void unknownPromptStaysOutOfTheName() {
    Call call = server.peer().request("prompts/get", Map.of("name", "missing-prompt"));

    assertRefused(-32602, call);
    SpanView span = server.collector().serverSpan(call);
    assertEquals("prompts/get", span.name());
    assertStatus(span, call);
    server
        .collector()
        .awaitMetric(
            DURATION,
            server
                .metric("prompts/get")
                .with("gen_ai.prompt.name", "_OTHER")
                .with(call.outcome())
                .map());
  }

  @Test
  void unknownResourceIsAnAttribute() {
    Call call = server.peer().request("resources/read", Map.of("uri", "test://missing"));

    assertRefused(-32002, call);
    SpanView span = server.collector().serverSpan(call);
    assertEquals(
        server
            .request("resources/read", call)
            .with("mcp.resource.uri", "test://missing")
            .with(call.outcome())
            .map(),
        span.attributes());
    assertStatus(span, call);
  }

  @Test
  void codesOfTheCallersFaultAreNoErrorsAndAllOthersAre() {
    for (int code : List.of(-32700, -32600, -32601, -32602, -32002, -32603, -32000, -32001, 7)) {
      Call call = server.callFailing("code", Map.of("code", code));

      assertRefused(code, call);
      SpanView span = server.collector().serverSpan(call);
      assertEquals("tools/call code", span.name());
      assertEquals(
          server.request("tools/call", call).tool("code").with(call.outcome()).map(),
          span.attributes());
      assertStatus(span, call);
      if (!call.isCallersFault()) {
        assertEquals("answered " + code, span.statusMessage());
      }
    }
  }

  @Test
  void errorMessageThatIsTooLongEndsInAMarkThatSaysHowMuchIsMissing() {
    Call call = server.callFailing("code", Map.of("code", -32000, "message", "m".repeat(8200)));

    assertEquals(
        "m".repeat(8192) + "…[cut: 8 more characters]",
        server.collector().serverSpan(call).statusMessage());
  }

  @Test
  void exceptionOfAToolIsToldOnItsSpanWithItsStackTrace() {
    Call call = server.callFailing("fail", Map.of());

    assertEquals(-32603, call.errorCode());
    SpanView span = server.collector().serverSpan(call);
    assertEquals(
        server.request("tools/call", call).tool("fail").with(call.outcome()).map(),
        span.attributes());
    assertEquals("ERROR", span.statusCode());
    assertEquals("password hunter2 was refused", span.statusMessage());

    SpanView below = server.collector().handlerSpan(call);
    assertEquals("java.lang.IllegalStateException", below.attributes().get("error.type"));
    EventView event = below.events().get(0);
    assertEquals("exception", event.name());
    assertEquals("java.lang.IllegalStateException", event.attributes().get("exception.type"));
    assertEquals("password hunter2 was refused", event.attributes().get("exception.message"));
    String stack = (String) event.attributes().get("exception.stacktrace");
    assertTrue(stack.contains("io.mcpotel.it.app."), stack);
  }

  @Test
  void refusalOfAToolIsAnErrorWhoseTextIsNotExported() {
    Call call = server.peer().callTool("refuse");

    assertEquals(true, call.result().get("isError"));
    SpanView span = server.collector().serverSpan(call);
    assertEquals(
        server.request("tools/call", call).tool("refuse").with(call.outcome()).map(),
        span.attributes());
    assertEquals("ERROR", span.statusCode());
    assertEquals("", span.statusMessage());
    assertEquals("tool_error", server.collector().handlerSpan(call).attributes().get("error.type"));
    assertFalse(server.collector().everything().contains("balance is"));
  }

  private void assertRefused(int code, Call call) {
    if (kind.hasCodes()) {
      assertEquals(code, call.errorCode());
    } else {
      assertTrue(call.result().isEmpty(), () -> "a refusal, but " + call.response());
    }
  }

  private static void assertStatus(SpanView span, Call call) {
    assertEquals(call.isCallersFault() ? "UNSET" : "ERROR", span.statusCode());
  }
}
