// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Cases;
import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestClient;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawMcpServer;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is exported of arguments and results where the user asks for them. */
class CaptureIT {

  private static final String CAPTURE = "otel.instrumentation.mcp.capture";
  private static final String BOTH = "arguments,results";
  private static final String ARGUMENTS = "gen_ai.tool.call.arguments";
  private static final String RESULT = "gen_ai.tool.call.result";
  private static final String VARIABLE = "gen_ai.prompt.variable.name";

  private static final int FIFTY_MILLION = 50_000_000;

  /**
   * Without the agent 368 MB are just enough for the SDK's own copies, so that here is no room for
   * one more. The young generation is too small for any.
   */
  private static final List<String> TIGHT_HEAP = List.of("-Xmn24m", "-Xmx392m");

  private static final Pattern CUT =
      Pattern.compile("(?s)(.*)…\\[cut: (?:at least )?(\\d+) more characters]");

  static Stream<ServerKind> servers() {
    return Cases.of(
        ServerKind.STDIO, ServerKind.STREAMABLE, new ServerKind("stateless", "async", 25));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void argumentsAndResultsAreOnItsSpanAndItsRecordAndErrorMessagesAreNot(ServerKind kind) {
    try (TestServer server = TestServer.start(kind, Map.of(CAPTURE, BOTH))) {
      Call tool = server.peer().callTool("echo", Map.of("text", List.of("Grüße 日本 🎉", 1, true)));
      Call prompt =
          server
              .peer()
              .request(
                  "prompts/get", Map.of("name", "greeting", "arguments", Map.of("name", "Ann")));

      assertCaptured(server, tool, ARGUMENTS, "{\"text\":[\"Grüße 日本 🎉\",1,true]}");
      assertCaptured(
          server,
          tool,
          RESULT,
          "{\"content\":[{\"type\":\"text\",\"text\":\"{text=[Grüße 日本 🎉, 1, true]}\"}]}");
      assertCaptured(server, prompt, VARIABLE, "Ann");
      if (kind.equals(ServerKind.STDIO)) {
        assertRefusalIsAResultAndAnErrorIsNot(server);
      }
    }
  }

  private static void assertRefusalIsAResultAndAnErrorIsNot(TestServer server) {
    Call refused = server.peer().callTool("refuse");
    Call failed = server.callFailing("fail", Map.of());

    assertTrue(captured(server, refused, RESULT).contains("no: balance is 4711"));
    LogView record = server.collector().awaitRecord(server.collector().serverSpan(failed));
    assertEquals("java.lang.IllegalStateException", record.attributes().get("exception.type"));
    assertFalse(record.attributes().containsKey("exception.message"), record::toString);
    assertFalse(record.attributes().containsKey("error.message"), record::toString);
    assertFalse(server.collector().everything().contains("hunter2"));
  }

  @Test
  void clientCapturesWhatItSendsAndWhatItIsAnswered() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        RawMcpServer server =
            new RawMcpServer()
                .result(
                    "initialize",
                    """
                    {"protocolVersion":"2025-06-18","capabilities":{"tools":{},"prompts":{}},\
                    "serverInfo":{"name":"raw-server","version":"7.7"}}""")
                .result("tools/call", "{\"content\":[{\"type\":\"text\",\"text\":\"answer\"}]}")
                .result("prompts/get", "{\"messages\":[]}");
        TestClient client =
            TestClient.start(
                App.on(Jdk.oldest()).exportingTo(receiver).property(CAPTURE, BOTH),
                "sync",
                "streamable",
                60_000,
                List.of(server.url()))) {
      client.expect("init");
      client.expect("call [\"echo\",{\"text\":\"question\"}]");
      client.expect("prompt [\"greeting\"]");

      Collector collector = Collector.of(receiver);
      SpanView call = collector.awaitSpan("CLIENT", "tools/call echo");
      assertCaptured(collector, call, ARGUMENTS, "{\"text\":\"question\"}");
      assertCaptured(
          collector, call, RESULT, "{\"content\":[{\"type\":\"text\",\"text\":\"answer\"}]}");
      SpanView prompt = collector.awaitSpan("CLIENT", "prompts/get greeting");
      assertCaptured(collector, prompt, VARIABLE, "PROMPT-VALUE");
    }
  }

  @Tag("matrix")
  @Test
  void standardVariableOfTheGenAiConventionsMeansArgumentsAndResults() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess process =
            TestServer.launch(ServerKind.STDIO)
                .exportingTo(receiver)
                .environment("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true")
                .start()) {
      RawPeer peer = new RawStdio(process);
      peer.initialize();
      Call call = peer.callTool("echo", Map.of("text", "hello"));

      Collector collector = Collector.of(receiver);
      SpanView span = collector.serverSpan(call);
      assertCaptured(collector, span, ARGUMENTS, "{\"text\":\"hello\"}");
      assertCaptured(
          collector, span, RESULT, "{\"content\":[{\"type\":\"text\",\"text\":\"{text=hello}\"}]}");
    }
  }

  @Test
  void onlyWhatIsIncludedAndNotExcludedIsCaptured() {
    try (TestServer server =
        TestServer.start(
            ServerKind.STDIO,
            Map.of(
                CAPTURE,
                BOTH,
                CAPTURE + ".include",
                "tools/call:e*,tools/call:where",
                CAPTURE + ".exclude",
                "*:w?ere"))) {
      Call echo = server.peer().callTool("echo", Map.of("text", "SHOWN"));
      Call where = server.peer().callTool("where", Map.of("text", "HIDDEN"));
      Call slow = server.peer().callTool("slow", Map.of("ms", 1, "text", "HIDDEN"));
      Call prompt =
          server
              .peer()
              .request(
                  "prompts/get", Map.of("name", "greeting", "arguments", Map.of("name", "HIDDEN")));

      assertCaptured(server, echo, ARGUMENTS, "{\"text\":\"SHOWN\"}");
      for (Call call : List.of(where, slow, prompt)) {
        server.collector().awaitRecord(server.collector().serverSpan(call));
      }
      String everything = server.collector().everything();
      assertFalse(everything.contains("HIDDEN"), everything);
      assertFalse(everything.contains("slept"), everything);
    }
  }

  @Test
  void longValuesAreCutWithAMarkThatSaysHowMuchIsMissing() {
    try (TestServer server =
        TestServer.start(ServerKind.STDIO, Map.of(CAPTURE, BOTH, CAPTURE + ".max-length", "50"))) {
      Call call = server.peer().callTool("echo", Map.of("text", "x".repeat(100)));

      // {"text":"xxx…"} is 111 characters.
      Matcher arguments = CUT.matcher(captured(server, call, ARGUMENTS));
      assertTrue(arguments.matches(), () -> captured(server, call, ARGUMENTS));
      assertEquals("{\"text\":\"" + "x".repeat(41), arguments.group(1));
      assertEquals("61", arguments.group(2));
      assertTrue(CUT.matcher(captured(server, call, RESULT)).matches());
    }
  }

  @Tag("matrix")
  @Test
  void pictureIsCapturedAsItsTypeAndSizeOnly() {
    for (ServerKind kind : List.of(ServerKind.STDIO, ServerKind.STREAMABLE_ASYNC)) {
      try (TestServer server = TestServer.start(kind, Map.of(CAPTURE, BOTH + ",messages"))) {
        Call call = server.peer().callTool("image");

        Map<String, Object> image =
            Json.object(
                Map.of(
                    "first",
                    ((List<?>) Json.parse(captured(server, call, RESULT)).get("content")).get(0)),
                "first");
        assertEquals(
            Map.of(
                "type", "image",
                "mimeType", "image/png",
                "data", "[binary: image/png, 21 bytes]"),
            image);
        server
            .collector()
            .awaitLog(
                log ->
                    log.eventName().equals("mcp.message")
                        && log.spanId().equals(server.collector().serverSpan(call).spanId()));
        assertFalse(server.collector().everything().contains("iVBORw0KGgp"));
      }
    }
  }

  @Tag("matrix")
  @Test
  void resultOfFiftyMegabytesCostsNoMoreMemoryThanIsExported() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess process =
            TestServer.launch(ServerKind.STREAMABLE)
                .exportingTo(receiver)
                .option(TIGHT_HEAP.get(0))
                .option(TIGHT_HEAP.get(1))
                .property(CAPTURE, BOTH + ",messages")
                .start()) {
      RawPeer peer = new RawHttp(process.port());
      peer.initialize();
      Call call = peer.callTool("big", Map.of("length", FIFTY_MILLION));

      assertEquals(FIFTY_MILLION, call.text().length());
      Collector collector = Collector.of(receiver);
      SpanView span = collector.serverSpan(call);
      String result = (String) span.attributes().get(RESULT);
      Matcher cut = CUT.matcher(result);
      assertTrue(cut.matches(), () -> result.substring(0, 100));
      assertTrue(cut.group(1).startsWith("{\"content\":[{\"type\":\"text\",\"text\":\"bbb"));
      assertTrue(cut.group(1).length() <= 8192, () -> "not cut at " + cut.group(1).length());
      assertTrue(Long.parseLong(cut.group(2)) >= FIFTY_MILLION - 8192, cut.group(2));
      LogView record = collector.awaitRecord(span);
      assertEquals(result, record.attributes().get(RESULT));
      assertEquals(
          peer.bytesReceived(call.response()), record.attributes().get("mcp.response.size"));
    }
  }

  private static String captured(TestServer server, Call call, String attribute) {
    SpanView span = server.collector().serverSpan(call);
    return (String) span.attributes().get(attribute);
  }

  private static void assertCaptured(
      TestServer server, Call call, String attribute, String expected) {
    assertCaptured(server.collector(), server.collector().serverSpan(call), attribute, expected);
  }

  private static void assertCaptured(
      Collector collector, SpanView span, String attribute, String expected) {
    assertEquals(expected, span.attributes().get(attribute));
    assertEquals(expected, collector.awaitRecord(span).attributes().get(attribute));
  }
}
