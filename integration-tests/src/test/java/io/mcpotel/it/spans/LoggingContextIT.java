// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.sample.receiver.SpanView;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The handler finds its operation in the logging context, and nobody else does. */
@Execution(ExecutionMode.SAME_THREAD)
class LoggingContextIT {

  private static final Map<String, Object> OWN = Map.of("tenant", "blue", "trace_id", "the-app's");

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.mcpotel.it.support.ServerKind#all")
  void functionSeesItsOperation(ServerKind kind) {
    assertSees(TestServer.shared(kind), "where");
  }

  @Test
  void functionSeesItsOperationAfterAChangeOfThread() {
    assertSees(TestServer.shared(ServerKind.STREAMABLE_ASYNC), "hop");
    assertSees(TestServer.shared(new ServerKind("stdio", "async", 25)), "hop");
  }

  @Test
  void logLinesOfAFunctionHoldTheOperation() {
    TestServer server = TestServer.shared(ServerKind.STDIO);
    Call call = server.peer().callTool("where");

    SpanView span = server.collector().handlerSpan(call);
    String context =
        "[trace_id=%s span_id=%s session=%s request=%s]"
            .formatted(span.traceId(), span.spanId(), server.sessionId(), call.id());
    server
        .process()
        .stderr()
        .await(
            0,
            line -> line.contains(context) && line.endsWith("inside where"),
            AppProcess.PATIENCE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.mcpotel.it.support.ServerKind#all")
  void nothingIsLeftOnAnyThread(ServerKind kind) throws Exception {
    if (kind.transport().equals("stdio")) {
      kind = new ServerKind("streamable", kind.api(), kind.jdk());
    }
    TestServer server = TestServer.shared(kind);
    for (String tool : List.of("echo", "where", "refuse", "code")) {
      server.peer().callTool(tool, Map.of("code", -32602));
    }

    Map<String, Object> left = left(server);
    List<?> requests = (List<?>) left.get("requests");
    assertFalse(requests.isEmpty());
    requests.forEach(mdc -> assertEquals(OWN, mdc));
    List<?> workers = (List<?>) left.get("workers");
    assertEquals(32, workers.size());
    workers.forEach(mdc -> assertEquals(Map.of(), mdc));
  }

  private static void assertSees(TestServer server, String tool) {
    Call call = server.peer().callTool(tool);

    Map<String, Object> seen = Json.parse(call.text());
    SpanView span = server.collector().handlerSpan(call);
    assertEquals(call.parent().traceId(), seen.get("trace_id"));
    assertEquals(span.spanId(), seen.get("span_id"));
    assertEquals(String.valueOf(call.id()), seen.get("jsonrpc.request.id"));
    assertEquals(server.sessionId(), seen.get("mcp.session.id"));
  }

  private static Map<String, Object> left(TestServer server)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.process().port() + "/mdc");
    String body =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
            .body();
    assertTrue(body.startsWith("{"), body);
    return Json.parse(body);
  }
}
