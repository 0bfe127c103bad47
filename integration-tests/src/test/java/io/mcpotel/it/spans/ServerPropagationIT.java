// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.TraceParent;
import io.mcpotel.sample.receiver.LinkView;
import io.mcpotel.sample.receiver.SpanView;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a server takes up the trace context of its caller and passes it on. */
@Execution(ExecutionMode.SAME_THREAD)
class ServerPropagationIT {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  static List<Object> malformedValues() {
    return Arrays.asList(
        "",
        "nonsense",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-" + TRACE + "-01",
        "ff-" + TRACE + "-00f067aa0ba902b7-01",
        "00-" + TRACE + "-00f067aa0ba902b7-01".repeat(1000),
        17,
        List.of("00-" + TRACE + "-00f067aa0ba902b7-01"),
        Map.of("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"));
  }

  @ParameterizedTest
  @MethodSource("malformedValues")
  void malformedTraceparentIsIgnored(Object value) {
    SpanView span = spanOfRequestWith(Map.of("_meta", Map.of("traceparent", value)));

    assertEquals("", span.parentSpanId());
    assertNotEquals(TRACE, span.traceId());
    assertEquals(List.of(), span.links());
  }

  @Test
  void metaThatIsNoObjectIsIgnored() {
    assertEquals("", spanOfRequestWith(Map.of("_meta", "text")).parentSpanId());
  }

  @Test
  void requestWithoutMetaBeginsATrace() {
    assertEquals("", spanOfRequestWith(Map.of()).parentSpanId());
  }

  @Test
  void requestWithoutParamsBeginsATrace() {
    TestServer server = TestServer.shared(ServerKind.STREAMABLE);
    Object id = server.peer().startAsIs("ping", null);

    SpanView span = awaitRequest(server, id);
    assertEquals("ping", span.name());
    assertEquals("", span.parentSpanId());
  }

  @Test
  void theCallersContextIsPassedOnWhole() {
    TestServer server = TestServer.shared(ServerKind.STDIO);
    Map<String, Object> sent =
        askedBy(
            server,
            Map.of(),
            Map.of(
                "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01",
                "tracestate", "vendor=x",
                "baggage", "user=ann,tier=gold"));

    assertEquals(TRACE, ((String) sent.get("traceparent")).split("-")[1]);
    assertEquals("vendor=x", sent.get("tracestate"));
    assertEquals(
        List.of("tier=gold", "user=ann"),
        Arrays.stream(((String) sent.get("baggage")).split(",")).sorted().toList());
  }

  @Test
  void unsampledCallerStaysUnsampled() {
    TestServer server = TestServer.shared(ServerKind.STDIO);
    TraceParent unsampled = TraceParent.random();
    Map<String, Object> sent =
        askedBy(
            server,
            Map.of(),
            Map.of("traceparent", "00-" + unsampled.traceId() + "-" + unsampled.spanId() + "-00"));

    String[] parts = ((String) sent.get("traceparent")).split("-");
    assertEquals(unsampled.traceId(), parts[1]);
    assertEquals("00", parts[3]);
    server.collector().serverSpan(server.peer().callTool("echo"));
    assertEquals(List.of(), server.collector().trace(unsampled.traceId()));
  }

  @Test
  void theApplicationsOwnKeysWin() {
    TestServer server = TestServer.shared(ServerKind.STDIO);
    Map<String, Object> sent =
        askedBy(
            server,
            Map.of("meta", Map.of("traceparent", "the application's", "mine", 1)),
            Map.of("traceparent", TraceParent.random().header()));

    assertEquals("the application's", sent.get("traceparent"));
    assertEquals(1, sent.get("mine"));
  }

  @Test
  void remoteContextCanBeALink() {
    try (TestServer server = withRemoteContext("link")) {
      TraceParent caller = TraceParent.random();
      SpanView span = spanOfCallFrom(server, caller);

      assertEquals("", span.parentSpanId());
      assertNotEquals(caller.traceId(), span.traceId());
      assertEquals(List.of(new LinkView(caller.traceId(), caller.spanId())), span.links());
    }
  }

  @Test
  void remoteContextCanBeIgnored() {
    try (TestServer server = withRemoteContext("ignore")) {
      TraceParent caller = TraceParent.random();
      SpanView span = spanOfCallFrom(server, caller);

      assertEquals("", span.parentSpanId());
      assertNotEquals(caller.traceId(), span.traceId());
      assertEquals(List.of(), span.links());
      assertFalse(server.collector().everything().contains(caller.traceId()));
    }
  }

  private static TestServer withRemoteContext(String value) {
    return TestServer.start(
        ServerKind.STDIO, Map.of("otel.instrumentation.mcp.remote-context", value));
  }

  private static SpanView spanOfCallFrom(TestServer server, TraceParent caller) {
    Object id =
        server
            .peer()
            .startAsIs(
                "tools/call",
                Map.of("name", "echo", "_meta", Map.of("traceparent", caller.header())));
    return awaitRequest(server, id);
  }

  private static SpanView spanOfRequestWith(Map<String, Object> params) {
    TestServer server = TestServer.shared(ServerKind.STREAMABLE);
    return awaitRequest(server, server.peer().startAsIs("tools/list", params));
  }

  private static SpanView awaitRequest(TestServer server, Object id) {
    return server
        .collector()
        .awaitSpan(
            span ->
                span.kind().equals("SERVER")
                    && String.valueOf(id).equals(span.attributes().get("jsonrpc.request.id")));
  }

  /** The {@code _meta} of the request that a tool sends when it is called with that one. */
  private static Map<String, Object> askedBy(
      TestServer server, Map<String, Object> arguments, Map<String, Object> meta) {
    Object id =
        server
            .peer()
            .startAsIs(
                "tools/call", Map.of("name", "sample", "arguments", arguments, "_meta", meta));
    Map<String, Object> asked = server.peer().awaitMessage("sampling/createMessage");
    server
        .peer()
        .respond(
            asked.get("id"),
            Map.of(
                "role", "assistant",
                "content", Map.of("type", "text", "text", "x"),
                "model", "none"));
    server.peer().await(new Call(id, null, null));
    return Json.object(Json.object(asked, "params"), "_meta");
  }
}
