// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Expected;
import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.TraceParent;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Release.Ability;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.SpanView;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server puts on record of each operation. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.mcpotel.it.support.ServerKind#closely")
@Execution(ExecutionMode.SAME_THREAD)
class RecordsIT {

  private static final String WORDS = "Grüße, 日本, 🎉";

  private static TestServer server;

  @Parameter ServerKind kind;

  @BeforeParameterizedClassInvocation
  static void start(ServerKind kind) {
    server = TestServer.shared(kind);
  }

  @Test
  void everyCallIsOneRecordThatTellsWhatWentOverTheWire() {
    Call call = server.peer().callTool("echo", Map.of("text", WORDS));
    Call next = server.peer().callTool("eat", Map.of("bytes", 1, "ms", 100));

    SpanView span = server.collector().serverSpan(call);
    LogView record = server.collector().awaitRecord(span);
    Recorded.assertRecord(
        span,
        record,
        "INFO",
        "tools/call echo: ok",
        received("tools/call", call)
            .tool("echo")
            .with("mcp.outcome", "ok")
            .with(sizes(call))
            .with("mcp.request.size", bytesOfWordsRead(call.id())));
    LogView later = server.collector().awaitRecord(server.collector().serverSpan(next));
    double duration = (double) later.attributes().get("mcp.operation.duration");
    assertTrue(duration >= 0.1, later::toString);
    assertEquals(
        List.of(record),
        server.collector().logs().stream()
            .filter(log -> log.spanId().equals(span.spanId()))
            .toList());
  }

  @Test
  void recordTellsHowLongABlockingFunctionWaitedForItsThread() {
    Call call = server.peer().callTool("echo");

    Object wait = server.collector().handlerSpan(call).attributes().get("mcp.handler.wait");
    LogView record = server.collector().awaitRecord(server.collector().serverSpan(call));
    assertEquals(wait, record.attributes().get("mcp.handler.wait"));
    if (kind.transport().equals("stdio") && !kind.isAsync()) {
      assertTrue((double) wait > 0, record::toString);
    }
  }

  @Test
  void promptsAndResourcesAreOnRecordByTheirNames() {
    Call prompt =
        server
            .peer()
            .request("prompts/get", Map.of("name", "greeting", "arguments", Map.of("name", "Ann")));
    Call resource = server.peer().request("resources/read", Map.of("uri", "test://manual"));

    SpanView promptSpan = server.collector().serverSpan(prompt);
    Recorded.assertRecord(
        promptSpan,
        server.collector().awaitRecord(promptSpan),
        "INFO",
        "prompts/get greeting: ok",
        received("prompts/get", prompt)
            .with("gen_ai.prompt.name", "greeting")
            .with("mcp.outcome", "ok")
            .with(sizes(prompt)));
    SpanView resourceSpan = server.collector().serverSpan(resource);
    Recorded.assertRecord(
        resourceSpan,
        server.collector().awaitRecord(resourceSpan),
        "INFO",
        "resources/read: ok",
        received("resources/read", resource)
            .with("mcp.resource.uri", "test://manual")
            .with("mcp.outcome", "ok")
            .with(sizes(resource)));
  }

  @Test
  void handshakeIsOnRecordWithItsSizes() {
    Call initialize = server.initialize();

    SpanView span = server.collector().serverSpan(initialize);
    LogView record = server.collector().awaitRecord(span);
    assertEquals("initialize: ok", record.body());
    assertEquals(RawPeer.NAME, record.attributes().get("mcp.client.name"));
    assertEquals("test-server", record.attributes().get("mcp.server.name"));
    sizes(initialize)
        .forEach((name, size) -> assertEquals(size, record.attributes().get(name), name));
  }

  @Test
  void notificationThatComesInIsARecord() {
    TraceParent sent = server.peer().notify("notifications/initialized", Map.of("text", WORDS));

    SpanView span = server.collector().awaitSpan(sent, "SERVER");
    Recorded.assertRecord(
        span,
        server.collector().awaitRecord(span),
        "INFO",
        "notifications/initialized: ok",
        side("receive", "notifications/initialized")
            .with("mcp.outcome", "ok")
            .with("mcp.request.size", bytesOfWordsRead(sent)));
  }

  @Test
  void whatAFunctionAsksTheClientIsARecord() {
    if (!kind.hasSessions()) {
      return;
    }
    Call call = server.peer().start("tools/call", Map.of("name", "sample", "arguments", Map.of()));
    Map<String, Object> asked = server.peer().awaitMessage("sampling/createMessage");
    server
        .peer()
        .respond(
            asked.get("id"),
            Map.of(
                "role",
                "assistant",
                "content",
                Map.of("type", "text", "text", WORDS),
                "model",
                "none"));
    server.peer().await(call);

    SpanView span = server.collector().awaitSpan(call.parent(), "CLIENT");
    Expected expected =
        side("transmit", "sampling/createMessage")
            .with("jsonrpc.request.id", String.valueOf(asked.get("id")))
            .with("mcp.outcome", "ok")
            .with("mcp.response.size", bytesOfWordsRead(asked.get("id")));
    Recorded.assertRecord(
        span,
        server.collector().awaitRecord(span),
        "INFO",
        "sampling/createMessage: ok",
        withSizeOf(asked, "mcp.request.size", expected));
  }

  @Test
  void whatAFunctionTellsTheClientIsARecord() {
    if (!kind.hasSessions() || !kind.release().has(Ability.LOG_MESSAGES)) {
      return;
    }
    server.peer().callTool("notify");

    Map<String, Object> told = server.peer().awaitMessage("notifications/message");
    SpanView span = server.collector().awaitSpan(one -> one.spanId().equals(spanId(told)));
    Recorded.assertRecord(
        span,
        server.collector().awaitRecord(span),
        "INFO",
        "notifications/message: ok",
        withSizeOf(
            told,
            "mcp.request.size",
            side("transmit", "notifications/message").with("mcp.outcome", "ok")));
  }

  @Test
  void refusalOfAToolIsAWarningWithoutItsText() {
    Call call = server.peer().callTool("refuse");

    SpanView span = server.collector().serverSpan(call);
    Recorded.assertRecord(
        span,
        server.collector().awaitRecord(span),
        "WARN",
        "tools/call refuse: tool_error",
        received("tools/call", call)
            .tool("refuse")
            .with("mcp.outcome", "tool_error")
            .with(call.outcome())
            .with(sizes(call)));
  }

  @Test
  void codesOfTheCallersFaultAreWarningsAndAllOthersAreErrors() {
    Map<Integer, Call> calls = new LinkedHashMap<>();
    for (int code : List.of(-32602, -32601, -32002, -32603, -32000, 7)) {
      calls.put(code, server.callFailing("code", Map.of("code", code)));
    }

    for (int code : calls.keySet()) {
      Call call = calls.get(code);
      LogView record = server.collector().awaitRecord(server.collector().serverSpan(call));
      assertEquals(outcome(call), Recorded.outcome(record));
      assertTrue(record.attributes().entrySet().containsAll(call.outcome().entrySet()));
      assertEquals(call.outcome().get("error.type"), record.attributes().get("error.type"));
      assertEquals("tools/call code: " + outcome(call), record.body());
      assertEquals(call.isCallersFault() ? "WARN" : "ERROR", record.severity(), record::toString);
      assertEquals("answered " + code, record.attributes().get("error.message"));
    }
  }

  @Test
  void unknownMethodAndUnknownToolAreWarningsWhereTheServerSaysSo() {
    Call method = server.peer().request("no/such");
    Call tool = server.peer().callTool("no-such-tool");

    for (Call call : List.of(method, tool)) {
      LogView record = server.collector().awaitRecord(server.collector().serverSpan(call));
      assertEquals(outcome(call), Recorded.outcome(record));
      assertEquals(call.isCallersFault() ? "WARN" : "ERROR", record.severity(), record::toString);
    }
  }

  @Test
  void exceptionOfAToolIsAnErrorWithItsMessage() {
    Call call = server.callFailing("fail", Map.of());

    SpanView span = server.collector().serverSpan(call);
    LogView record = server.collector().awaitRecord(span);
    Recorded.assertRecord(
        span,
        record,
        "ERROR",
        "tools/call fail: -32603",
        received("tools/call", call)
            .tool("fail")
            .with("mcp.outcome", "-32603")
            .with(call.outcome())
            .with("error.message", "password hunter2 was refused")
            .with("exception.type", "java.lang.IllegalStateException")
            .with("exception.message", "password hunter2 was refused")
            .with(sizes(call)));
  }

  @Test
  void requestThatWasCancelledOrNeverAnsweredIsAnError() {
    if (!kind.hasSessions()) {
      return;
    }
    server.sessionId();
    int from = server.process().stderr().lines().size();
    Call slow =
        server.peer().start("tools/call", Map.of("name", "slow", "arguments", Map.of("ms", 400)));
    server.process().stderr().await(from, line -> line.endsWith("sleeping"), AppProcess.PATIENCE);
    server.peer().notify("notifications/cancelled", Map.of("requestId", slow.id()));
    Call empty = server.peer().start("tools/call", Map.of("name", "empty", "arguments", Map.of()));

    assertFailed("tools/call slow: cancelled", slow);
    assertFailed("tools/call empty: no_response", empty);
  }

  private static void assertFailed(String body, Call call) {
    LogView record = server.collector().awaitRecord(server.collector().serverSpan(call));
    assertEquals(body, record.body());
    assertEquals("ERROR", record.severity());
    assertFalse(record.attributes().containsKey("error.message"), record::toString);
  }

  private static Expected received(String method, Call call) {
    return side("receive", method).with("jsonrpc.request.id", String.valueOf(call.id()));
  }

  private static Expected side(String direction, String method) {
    return Expected.attributes()
        .with(server.sessionAttributes())
        .with("network.io.direction", direction)
        .with("mcp.role", "server")
        .with("mcp.method.name", method);
  }

  private Map<String, Object> sizes(Call call) {
    return withSizeOf(
            call.response(),
            "mcp.response.size",
            Expected.attributes().with("mcp.request.size", server.peer().bytesSent(call.id())))
        .map();
  }

  /**
   * The size of a message with the words in it, as the server read it. The servlets of some
   * releases take UTF-8 for Latin-1, with an agent or without, and each byte that is no ASCII
   * becomes a character of two.
   */
  private static long bytesOfWordsRead(Object sent) {
    String echoed = server.peer().callTool("echo", Map.of("text", WORDS)).text();
    long notAscii =
        WORDS.getBytes(StandardCharsets.UTF_8).length - WORDS.chars().filter(c -> c < 128).count();
    return server.peer().bytesSent(sent) + (echoed.contains(WORDS) ? 0 : notAscii);
  }

  private Expected withSizeOf(Map<String, Object> written, String attribute, Expected expected) {
    return expected.with(attribute, server.peer().bytesReceived(written));
  }

  /** The outcome by the attributes of the span, which say an error's class, or else its code. */
  private static Object outcome(Call call) {
    Map<String, Object> outcome = call.outcome();
    return outcome.getOrDefault("error.type", outcome.get("rpc.response.status_code"));
  }

  private static String spanId(Map<String, Object> message) {
    String traceparent =
        (String) Json.object(Json.object(message, "params"), "_meta").get("traceparent");
    return traceparent.split("-")[2];
  }
}
