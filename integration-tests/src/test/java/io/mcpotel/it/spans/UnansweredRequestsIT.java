// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.TraceParent;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.sample.receiver.SpanView;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of requests that the server never answers. */
@Execution(ExecutionMode.SAME_THREAD)
class UnansweredRequestsIT {

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.mcpotel.it.support.ServerKind#withSessions")
  void cancelledNotificationMarksTheRequestThatItNames(ServerKind kind) {
    TestServer server = TestServer.shared(kind);
    // The SDK does not stop a cancelled function: its request ends when the function does.
    Call call = start(server, "slow", Map.of("ms", 400), "sleeping");
    TraceParent cancelling =
        server
            .peer()
            .notify("notifications/cancelled", Map.of("requestId", call.id(), "reason", "bored"));

    SpanView span = server.collector().serverSpan(call);
    assertEquals(
        server.request("tools/call", call).tool("slow").with("error.type", "cancelled").map(),
        span.attributes());
    assertEquals("ERROR", span.statusCode());
    assertEquals(
        "notifications/cancelled", server.collector().awaitSpan(cancelling, "SERVER").name());
    server
        .collector()
        .awaitMetric(
            "mcp.server.operation.duration",
            server.metric("tools/call").tool("slow").with("error.type", "cancelled").map());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.mcpotel.it.support.ServerKind#withSessions")
  void cancelledNotificationForAnUnknownRequestChangesNothing(ServerKind kind) {
    TestServer server = TestServer.shared(kind);
    TraceParent cancelling =
        server.peer().notify("notifications/cancelled", Map.of("requestId", 987654));

    assertEquals("UNSET", server.collector().awaitSpan(cancelling, "SERVER").statusCode());
    Call call = server.peer().callTool("echo");
    assertEquals("UNSET", server.collector().serverSpan(call).statusCode());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.mcpotel.it.support.ServerKind#withSessions")
  void functionWithoutAResultEndsItsRequest(ServerKind kind) {
    TestServer server = TestServer.shared(kind);
    Call call = server.peer().start("tools/call", Map.of("name", "empty", "arguments", Map.of()));

    SpanView span = server.collector().serverSpan(call);
    assertEquals("no_response", span.attributes().get("error.type"));
    assertEquals("ERROR", span.statusCode());
  }

  @Test
  void deletedSessionEndsItsRequests() {
    try (TestServer server = TestServer.start(ServerKind.STREAMABLE_ASYNC)) {
      Call call = startHanging(server);
      assertEquals(200, ((RawHttp) server.peer()).delete());

      SpanView span = server.collector().serverSpan(call);
      assertEquals("session_closed", span.attributes().get("error.type"));
      assertEquals("ERROR", span.statusCode());
    }
  }

  @Tag("matrix")
  @Test
  void stoppedServerEndsItsRequests() {
    try (TestServer server = TestServer.start(ServerKind.STREAMABLE)) {
      Call call = startHanging(server);
      server.process().send("stop");
      server.process().awaitExit(AppProcess.PATIENCE);

      assertEquals(
          "session_closed", server.collector().serverSpan(call).attributes().get("error.type"));
    }
  }

  @Tag("matrix")
  @Test
  void endOfTheJvmEndsItsRequests() {
    try (TestServer server = TestServer.start(ServerKind.STREAMABLE)) {
      Call call = startHanging(server);
      server.process().terminate();
      server.process().awaitExit(AppProcess.PATIENCE);

      assertEquals("shutdown", server.collector().serverSpan(call).attributes().get("error.type"));
    }
  }

  @Test
  void endOfStdinEndsItsRequests() {
    try (TestServer server = TestServer.start(ServerKind.STDIO)) {
      Call call = startHanging(server);
      server.process().closeStdin();

      // The SDK keeps the JVM running until the function returns, which this one never does.
      assertEquals(
          "session_closed", server.collector().serverSpan(call).attributes().get("error.type"));
    }
  }

  private static Call startHanging(TestServer server) {
    return start(server, "hang", Map.of(), "hanging");
  }

  /** Returns when the function is running and has logged that. */
  private static Call start(
      TestServer server, String tool, Map<String, Object> arguments, String logged) {
    server.sessionId();
    int from = server.process().stderr().lines().size();
    Call call = server.peer().start("tools/call", Map.of("name", tool, "arguments", arguments));
    server.process().stderr().await(from, line -> line.endsWith(logged), AppProcess.PATIENCE);
    return call;
  }
}
