// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Cases;
import io.mcpotel.it.support.CasesSource;
import io.mcpotel.it.support.ClientAndServer;
import io.mcpotel.it.support.ClientKind;
import io.mcpotel.it.support.Expected;
import io.mcpotel.it.support.TestClient;
import io.mcpotel.it.support.peer.RawMcpServer;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.it.support.receiver.MessageRecords;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.MetricView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client puts on record of each operation. */
class ClientRecordsIT {

  private static final String METHOD = "mcp.method.name";
  private static final String REQUEST_SIZE = "mcp.request.size";
  private static final String RESPONSE_SIZE = "mcp.response.size";
  private static final String RESULT =
      "{\"content\":[{\"type\":\"text\",\"text\":\"Grüße, 日本, 🎉\"}]}";

  /** What a client of the SDK takes, unless it is told otherwise. */
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final RawMcpServer server = new RawMcpServer();

  @AfterEach
  void stop() {
    receiver.close();
    server.close();
  }

  @Test
  void everyCallIsARecordThatTellsWhatWentOverTheWire() {
    server
        .result("tools/call", RESULT)
        .result("resources/subscribe", "{}")
        .result(
            "initialize",
            """
            {"protocolVersion":"2025-06-18","capabilities":{"tools":{},\
            "resources":{"subscribe":true}},"serverInfo":{"name":"raw-server","version":"7.7"}}""");
    try (TestClient client = client(60_000)) {
      client.expect("init");
      client.expect("call [\"echo\",{\"text\":\"Grüße, 日本, 🎉\"}]");

      SpanView span = collector().awaitSpan("CLIENT", "tools/call echo");
      Recorded.assertRecord(
          span,
          collector().awaitRecord(span),
          "INFO",
          "tools/call echo: ok",
          sent("tools/call")
              .tool("echo")
              .with(
                  "jsonrpc.request.id", String.valueOf(server.awaitMessage("tools/call").get("id")))
              .with("mcp.outcome", "ok")
              .with(REQUEST_SIZE, server.bytesReceived("tools/call"))
              .with(RESPONSE_SIZE, server.bytesAnswered("tools/call")));
      SpanView told = collector().awaitSpan("CLIENT", "notifications/initialized");
      Recorded.assertRecord(
          told,
          collector().awaitRecord(told),
          "INFO",
          "notifications/initialized: ok",
          sent("notifications/initialized")
              .with("mcp.outcome", "ok")
              .with(REQUEST_SIZE, server.bytesReceived("notifications/initialized")));
      client.expect("subscribe [\"test://manual\"]");
      SpanView subscribed = collector().awaitSpan("CLIENT", "resources/subscribe");
      assertEquals(
          server.bytesAnswered("resources/subscribe"),
          collector().awaitRecord(subscribed).attributes().get(RESPONSE_SIZE));
    }
  }

  /** Each side counts the bytes for itself: one of what it wrote, the other of what it read. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("io.mcpotel.it.support.ClientKind#closely")
  void bothSidesPutTheSameOnRecord(ClientKind kind) {
    try (ClientAndServer both = new ClientAndServer(kind)) {
      both.client().expect("call [\"echo\",{\"text\":\"hello\"}]");
      both.client().expect("call [\"sample\"]");

      Collector client = both.clientCollector();
      Collector server = both.serverCollector();
      LogView called = client.awaitRecord(client.awaitSpan("CLIENT", "tools/call echo"));
      LogView served = server.awaitRecord(server.awaitSpan("SERVER", "tools/call echo"));
      assertEquals("client", called.attributes().get("mcp.role"));
      assertEquals("server", served.attributes().get("mcp.role"));
      assertSame(kind, "tools/call echo", called, served);
      String sampling = "sampling/createMessage";
      LogView asked = server.awaitRecord(server.awaitSpan("CLIENT", sampling));
      LogView answered = client.awaitRecord(client.awaitSpan("SERVER", sampling));
      assertEquals("server", asked.attributes().get("mcp.role"));
      assertEquals("client", answered.attributes().get("mcp.role"));
      assertSame(kind, sampling, asked, answered);
      assertMeasured("mcp.client.message.size", client, "notifications/initialized", "transmit");
      assertMeasured("mcp.server.message.size", server, "notifications/initialized", "receive");
    }
  }

  /** Over stdio another thread writes a notification, when its operation has ended. */
  private static void assertMeasured(
      String metric, Collector collector, String method, String direction) {
    LogView record = collector.awaitLog(log -> method.equals(log.attributes().get(METHOD)));
    MetricView size =
        collector.awaitMetric(metric, Map.of(METHOD, method, "network.io.direction", direction));
    assertEquals(1, size.count());
    assertEquals((double) (long) record.attributes().get(REQUEST_SIZE), size.sum());
  }

  private static void assertSame(ClientKind kind, String name, LogView sent, LogView received) {
    assertEquals(sent.traceId(), received.traceId());
    assertEquals("transmit", sent.attributes().get("network.io.direction"));
    assertEquals("receive", received.attributes().get("network.io.direction"));
    for (LogView record : List.of(sent, received)) {
      assertEquals(name + ": ok", record.body());
      assertEquals("INFO", record.severity());
    }
    for (String attribute : List.of("jsonrpc.request.id", "mcp.method.name", "mcp.outcome")) {
      assertEquals(sent.attributes().get(attribute), received.attributes().get(attribute));
    }
    long request = (long) received.attributes().get(REQUEST_SIZE);
    long response = (long) sent.attributes().get(RESPONSE_SIZE);
    assertTrue(request > 0 && response > 0);
    assertEquals(request, sent.attributes().get(REQUEST_SIZE));
    assertEquals(response, received.attributes().get(RESPONSE_SIZE));
  }

  @ParameterizedTest
  @CasesSource({"-32602,WARN", "-32601,WARN", "-32603,ERROR", "-32050,ERROR"})
  void codesOfTheCallersFaultAreWarningsAndAllOthersAreErrors(int code, String severity) {
    server.error("tools/call", code, "no such thing");
    try (TestClient client = client(60_000)) {
      client.expect("init");
      assertTrue(client.run("call [\"any\"]").startsWith("! "));

      // A tool that the server may not have is in no span's name.
      SpanView span = collector().awaitSpan(one -> one.name().startsWith("tools/call"));
      LogView record = collector().awaitRecord(span);
      assertEquals("tools/call any: " + code, record.body());
      assertEquals(severity, record.severity());
      assertEquals(String.valueOf(code), Recorded.outcome(record));
      assertEquals(String.valueOf(code), record.attributes().get("error.type"));
      assertEquals(String.valueOf(code), record.attributes().get("rpc.response.status_code"));
      assertEquals("no such thing", record.attributes().get("error.message"));
      assertEquals(server.bytesAnswered("tools/call"), record.attributes().get(RESPONSE_SIZE));
    }
  }

  @Tag("matrix")
  @Test
  void refusalOfAToolIsAWarningWithoutItsText() {
    server.result(
        "tools/call",
        "{\"content\":[{\"type\":\"text\",\"text\":\"MARK-BALANCE\"}],\"isError\":true}");
    try (TestClient client = client(60_000)) {
      client.expect("init");
      client.expect("call [\"any\"]");

      LogView record = record("tools/call any");
      assertEquals("WARN", record.severity());
      assertEquals("tool_error", Recorded.outcome(record));
      assertFalse(collector().everything().contains("MARK-BALANCE"));
    }
  }

  @Tag("matrix")
  @Test
  void requestWithoutAnAnswerIsATimeout() {
    server.silence("tools/list");
    try (TestClient client = client(1_500)) {
      client.expect("init");
      assertTrue(client.run("tools").startsWith("! "));

      LogView record = record("tools/list");
      assertEquals("tools/list: timeout", record.body());
      assertEquals("ERROR", record.severity());
      assertEquals(server.bytesReceived("tools/list"), record.attributes().get(REQUEST_SIZE));
      assertFalse(record.attributes().containsKey(RESPONSE_SIZE), record::toString);
    }
  }

  @Tag("matrix")
  @Test
  void requestThatWasGivenUpIsCancelled() {
    server.silence("tools/list");
    try (TestClient client = client(60_000)) {
      client.expect("init");
      client.expect("start a tools");
      server.awaitMessage("tools/list");
      client.expect("cancel a");

      LogView record = record("tools/list");
      assertEquals("tools/list: cancelled", record.body());
      assertEquals("ERROR", record.severity());
    }
  }

  @Tag("matrix")
  @Test
  void serverThatIsNotThereIsAnErrorOfItsClass() {
    server.close();
    try (TestClient client = client(5_000)) {
      assertTrue(client.run("init").startsWith("! "));

      LogView record = record("initialize");
      assertEquals("java.net.ConnectException", Recorded.outcome(record));
      assertEquals("java.net.ConnectException", record.attributes().get("exception.type"));
      assertEquals("ERROR", record.severity());
    }
  }

  static Stream<Arguments> answersThatAreRejected() {
    return Cases.of(
        Arguments.of("unknown_id", "{\"jsonrpc\":\"2.0\",\"id\":\"nobody\",\"result\":{}}"),
        Arguments.of("unparsable", "{\"hello\":\"joe@example.org\"}"),
        Arguments.of("too_large", " ".repeat(MOST_BYTES + 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answersThatAreRejected")
  void answerThatIsRejectedIsOnRecord(String reason, String answer) {
    server.text("tools/list", answer);
    try (TestClient client = client(5_000)) {
      client.expect("init");
      assertTrue(client.run("tools").startsWith("! "));
      record("tools/list");
      client.expect("close");
      client.process().send("exit 0");
      client.process().awaitExit(AppProcess.PATIENCE);

      LogView message = MessageRecords.only(MessageRecords.of(collector()));
      assertEquals(reason, message.attributes().get("mcp.message.rejected"));
      assertEquals("WARN", message.severity());
      assertEquals("client", message.attributes().get("mcp.role"), message::toString);
      assertEquals("receive", message.attributes().get("network.io.direction"));
      assertFalse(collector().everything().contains("joe@"));
      assertTrue(
          collector().metrics().stream()
              .noneMatch(metric -> metric.name().equals("mcp.server.rejected")));
    }
  }

  private LogView record(String name) {
    return collector().awaitRecord(collector().awaitSpan("CLIENT", name));
  }

  private Expected sent(String method) {
    return Expected.attributes()
        .with("network.io.direction", "transmit")
        .with("mcp.role", "client")
        .with(METHOD, method)
        .with("mcp.session.id", RawMcpServer.SESSION)
        .with("mcp.protocol.version", "2025-06-18")
        .with("mcp.client.name", "test-client")
        .with("mcp.client.version", "9.8.7")
        .with("mcp.server.name", "raw-server")
        .with("mcp.server.version", "7.7")
        .with("network.transport", "tcp")
        .with("network.protocol.name", "http")
        .with("server.address", "127.0.0.1")
        .with("server.port", (long) server.port());
  }

  private Collector collector() {
    return Collector.of(receiver);
  }

  private TestClient client(long timeoutMillis) {
    return TestClient.start(
        App.on(Jdk.oldest()).exportingTo(receiver),
        "async",
        "streamable",
        timeoutMillis,
        List.of(server.url()));
  }
}
