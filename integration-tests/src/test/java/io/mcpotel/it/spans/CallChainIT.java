// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.sample.receiver.SpanView;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A function that calls another MCP server: both servers are in the caller's trace. */
@Execution(ExecutionMode.SAME_THREAD)
class CallChainIT {

  static Stream<ServerKind> callers() {
    return Stream.of(
        ServerKind.STDIO, ServerKind.STREAMABLE_ASYNC, new ServerKind("stateless", "async", 25));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("callers")
  void callToAnotherServerIsAChildOfTheFunction(ServerKind kind) {
    TestServer caller = TestServer.shared(kind);
    TestServer other = TestServer.sharedBeside(caller, ServerKind.STREAMABLE);
    String url = "http://127.0.0.1:" + other.process().port();
    Call call = caller.peer().callTool("callother", Map.of("url", url));

    SpanView function = caller.collector().handlerSpan(call);
    SpanView sent = spanOf(caller, call, "CLIENT", "tools/call echo");
    SpanView served = spanOf(other, call, "SERVER", "tools/call echo");
    assertEquals("execute_tool callother", function.name());
    assertEquals(function.spanId(), sent.parentSpanId());
    assertEquals(sent.spanId(), served.parentSpanId());
    assertEquals("middle", sent.attributes().get("mcp.client.name"));
    assertEquals((long) other.process().port(), sent.attributes().get("server.port"));

    SpanView initialize = spanOf(caller, call, "CLIENT", "initialize");
    assertEquals(function.spanId(), initialize.parentSpanId());
    assertTrue(initialize.endNanos() <= sent.startNanos());
    // It leaves from the thread that has read the answer.
    SpanView initialized = spanOf(caller, call, "CLIENT", "notifications/initialized");
    assertEquals(function.spanId(), initialized.parentSpanId());
  }

  private static SpanView spanOf(TestServer server, Call call, String kind, String name) {
    return server
        .collector()
        .awaitSpan(
            span ->
                span.traceId().equals(call.parent().traceId())
                    && span.kind().equals(kind)
                    && span.name().equals(name));
  }
}
