// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.HttpProbe;
import io.mcpotel.it.support.peer.HttpProbe.Answer;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RefusedRequests;
import io.mcpotel.it.support.peer.RefusedRequests.Refused;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Release;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.it.support.receiver.MessageRecords;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.MetricView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server turns away, which is on record whatever is captured. */
class RefusalsIT {

  private static final String SSE_PATH = "/message";
  private static final String CAPTURE = "otel.instrumentation.mcp.capture";

  static Stream<ServerKind> servers() {
    return ServerKind.closely().filter(kind -> !kind.transport().equals("stdio"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void everyRefusedRequestIsOnRecordOnceAndNoOther(ServerKind kind) {
    Map<String, String> limits = new LinkedHashMap<>();
    if (kind.release().isSince("0.18")) {
      limits.put("test.origin", RefusedRequests.GOOD_ORIGIN);
    }
    if (kind.release().isSince("2.0.1")) {
      limits.put("test.max-size", String.valueOf(RefusedRequests.MAX_SIZE));
    }
    List<Answer> plain = new ArrayList<>();
    try (AppProcess process = TestServer.launch(kind).properties(limits).start()) {
      RawPeer peer = TestServer.connect(kind, process);
      peer.initialize();
      for (Refused request : requests(kind, peer.sessionId())) {
        plain.add(request.sending().apply(new HttpProbe(process.port())));
      }
    }
    try (TestServer server = TestServer.start(kind, limits)) {
      HttpProbe http = new HttpProbe(server.process().port());
      List<Refused> requests = requests(kind, server.peer().sessionId());
      List<Answer> answers = new ArrayList<>();
      for (Refused request : requests) {
        answers.add(request.sending().apply(http));
        server.peer().callTool("echo");
      }
      server.peer().request("prompts/get", Map.of("name", "nobody"));
      server.peer().request("nobody/knows");
      if (kind.transport().equals("streamable")) {
        assertEquals(200, ((RawHttp) server.peer()).delete());
      }
      server.stop();

      assertEquals(withoutTraces(plain), withoutTraces(answers));
      List<LogView> messages = MessageRecords.of(server.collector());
      assertEquals(
          requests.stream().map(Refused::reason).toList(),
          messages.stream().map(m -> m.attributes().get("mcp.message.rejected")).toList());
      for (int i = 0; i < answers.size(); i++) {
        assertIsAsAnswered(answers.get(i), messages.get(i));
      }
      Map<Object, Long> counted = new TreeMap<>();
      if (kind.hasSessions() || kind.hasCodes()) {
        counted.put("unknown_method", 1L);
      }
      requests.forEach(request -> counted.merge(request.reason(), 1L, Long::sum));
      assertEquals(counted, countedByReason(server.collector()));
    }
  }

  private static Map<Object, Long> countedByReason(Collector collector) {
    Map<Object, Long> counted = new TreeMap<>();
    for (MetricView point : collector.metrics()) {
      if (point.name().equals("mcp.server.rejected")) {
        counted.put(point.attributes().get("mcp.reason"), (long) point.value());
      }
    }
    return counted;
  }

  private static List<Refused> requests(ServerKind kind, String session) {
    Release release = kind.release();
    String transport = kind.transport();
    List<Refused> requests = new ArrayList<>(RefusedRequests.withoutSession(transport, SSE_PATH));
    requests.addAll(RefusedRequests.broken(transport, SSE_PATH, session));
    if (transport.equals("streamable")) {
      requests.addAll(RefusedRequests.unknownId(session));
      if (release.isSince("2.1")) {
        requests.addAll(RefusedRequests.ofAnotherType(session));
      }
    }
    if (release.isSince("0.18")) {
      requests.addAll(RefusedRequests.ofAnotherOrigin(transport, session));
    }
    if (release.isSince("2.0.1")) {
      requests.addAll(RefusedRequests.tooLarge(transport, session));
    }
    return requests;
  }

  /** A stack trace is in the body, and its lines are not the same twice. */
  private static List<Answer> withoutTraces(List<Answer> answers) {
    return answers.stream()
        .map(
            answer ->
                new Answer(
                    answer.status(), answer.body().replaceAll("\"stackTrace\":\\[[^\\]]*\\]", "")))
        .toList();
  }

  private static void assertIsAsAnswered(Answer answer, LogView message) {
    assertEquals("WARN", message.severity());
    assertEquals("server", message.attributes().get("mcp.role"), message::toString);
    assertEquals("receive", message.attributes().get("network.io.direction"));
    assertNull(message.attributes().get("mcp.message.content"));
    if (message.attributes().get("mcp.message.rejected").equals("unknown_id")) {
      assertEquals("nobody", message.attributes().get("jsonrpc.request.id"));
      return;
    }
    assertEquals((long) answer.status(), message.attributes().get("http.response.status_code"));
    if (answer.body().startsWith("{")) {
      String words = (String) Json.parse(answer.body()).get("message");
      String told = (String) message.attributes().get("error.message");
      if (message.attributes().get("mcp.message.rejected").equals("unparsable")) {
        // The reason and nothing of the message, which the answer may quote.
        assertTrue(!told.isEmpty() && words.startsWith(told), told);
        assertFalse(told.contains("joe@") || told.contains("hello"), told);
      } else {
        assertEquals(words, told);
      }
    }
  }

  @Tag("matrix")
  @Test
  void wordsOfARefusalAreToldOnlyWithErrors() {
    try (TestServer server = TestServer.start(ServerKind.STREAMABLE, Map.of(CAPTURE, "none"))) {
      HttpProbe http = new HttpProbe(server.process().port());
      List<Refused> requests = RefusedRequests.withoutSession("streamable", SSE_PATH);
      requests.forEach(request -> request.sending().apply(http));
      server.stop();

      List<LogView> messages = MessageRecords.of(server.collector());
      assertEquals(requests.size(), messages.size(), messages::toString);
      for (LogView message : messages) {
        assertNull(message.attributes().get("error.message"), message::toString);
      }
    }
  }

  @Tag("matrix")
  @Test
  void messageThatIsRejectedIsOnRecordOnceWithItsTextWhereMessagesAre() {
    try (TestServer server = TestServer.start(ServerKind.STREAMABLE, Map.of(CAPTURE, "messages"))) {
      HttpProbe http = new HttpProbe(server.process().port());
      String session = server.peer().sessionId();
      List<Refused> requests =
          new ArrayList<>(RefusedRequests.broken("streamable", SSE_PATH, session));
      requests.addAll(RefusedRequests.unknownId(session));
      requests.forEach(request -> request.sending().apply(http));
      server.stop();

      List<LogView> refused =
          MessageRecords.of(server.collector()).stream()
              .filter(message -> message.severity().equals("WARN"))
              .toList();
      assertEquals(
          List.of("wrong_header", "unparsable", "unparsable", "unknown_id"),
          refused.stream().map(m -> m.attributes().get("mcp.message.rejected")).toList());
      List<String> texts =
          refused.stream().map(m -> (String) m.attributes().get("mcp.message.content")).toList();
      assertTrue(texts.get(0).contains("ping"), texts::toString);
      assertTrue(texts.get(1).startsWith("no JSON, "), texts::toString);
      assertFalse(texts.get(1).contains("joe@"), texts::toString);
      assertTrue(texts.get(2).contains("hello"), texts::toString);
      assertTrue(texts.get(3).contains("nobody"), texts::toString);
      // What was read and answered, and what was refused: nothing twice.
      assertEquals(
          server.peer().sent().size() + server.peer().received().size() + refused.size(),
          MessageRecords.of(server.collector()).size());
    }
  }

  @Test
  void lineThatIsNoMessageIsOnRecordAndAStdioServerEndsAsWithoutTheAgent() {
    try (AppProcess plain = TestServer.launch(ServerKind.STDIO).start();
        TestServer server = TestServer.start(ServerKind.STDIO)) {
      RawPeer plainPeer = TestServer.connect(ServerKind.STDIO, plain);
      plainPeer.initialize();
      plain.send("no JSON");
      server.process().send("no JSON");
      plain.closeStdin();
      server.process().closeStdin();

      assertEquals(
          plain.awaitExit(AppProcess.PATIENCE), server.process().awaitExit(AppProcess.PATIENCE));
      assertEquals(plainPeer.received().size(), server.peer().received().size());
      LogView message = MessageRecords.only(MessageRecords.of(server.collector()));
      assertEquals("WARN", message.severity());
      assertEquals("unparsable", message.attributes().get("mcp.message.rejected"));
      assertEquals("server", message.attributes().get("mcp.role"));
      assertEquals(7L, message.attributes().get("mcp.message.size"));
      assertNull(message.attributes().get("http.response.status_code"));
    }
  }

  @Tag("matrix")
  @Test
  void lineThatIsTooLongIsOnRecord() {
    Map<String, String> limit = Map.of("test.max-size", String.valueOf(RefusedRequests.MAX_SIZE));
    try (TestServer server = TestServer.start(ServerKind.STDIO, limit)) {
      server.process().send("x".repeat(RefusedRequests.MAX_SIZE + 1));
      server.process().closeStdin();
      server.process().awaitExit(AppProcess.PATIENCE);

      LogView message = MessageRecords.only(MessageRecords.of(server.collector()));
      assertEquals("too_large", message.attributes().get("mcp.message.rejected"));
      assertEquals("server", message.attributes().get("mcp.role"));
    }
  }

  @Tag("matrix")
  @Test
  void answerThatAStdioServerHasNotAskedForIsOnRecordAndTheServerGoesOn() {
    try (TestServer server = TestServer.start(ServerKind.STDIO)) {
      server.peer().respond("nobody", Map.of());
      server.collector().serverSpan(server.peer().callTool("echo"));
      server.stop();

      LogView message = MessageRecords.only(MessageRecords.of(server.collector()));
      assertEquals("unknown_id", message.attributes().get("mcp.message.rejected"));
      assertEquals("nobody", message.attributes().get("jsonrpc.request.id"));
      assertEquals("server", message.attributes().get("mcp.role"));
    }
  }
}
