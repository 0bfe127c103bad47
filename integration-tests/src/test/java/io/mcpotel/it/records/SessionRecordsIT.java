// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.app.ServerMain;
import io.mcpotel.it.support.Expected;
import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestClient;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawMcpServer;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is on record of a session's life, and of the calls that its end cuts short. */
class SessionRecordsIT {

  private static final String REASON = "mcp.session.close_reason";
  private static final String DURATION = "mcp.session.duration";

  @Test
  void stdioServersSessionIsOpenedInitializedAndClosedAtTheEndOfItsInput() {
    try (TestServer server = TestServer.start(ServerKind.STDIO)) {
      String id = server.sessionId();
      server.peer().callTool("slow", Map.of("ms", 300));
      server.peer().callTool("refuse");
      server.peer().request("no/such");
      server.process().closeStdin();
      server.process().awaitExit(AppProcess.PATIENCE);

      List<LogView> records = server.collector().records("mcp.session");
      assertEquals(
          List.of("session opened", "session initialized", "session closed: end_of_input"),
          records.stream().map(LogView::body).toList());
      assertEquals(
          List.of("INFO", "INFO", "INFO"), records.stream().map(LogView::severity).toList());
      assertTrue(records.stream().allMatch(record -> record.traceId().isEmpty()));
      assertEquals(
          Map.of(
              "mcp.session.state", "opened",
              "mcp.role", "server",
              "mcp.session.id", id,
              "network.transport", "pipe"),
          records.get(0).attributes());
      assertEquals(
          Expected.attributes()
              .with(server.sessionAttributes())
              .with("mcp.session.state", "initialized")
              .with("mcp.role", "server")
              .with("mcp.client.capabilities", List.of("elicitation", "roots", "sampling"))
              .with(
                  "mcp.server.capabilities",
                  List.of("completions", "logging", "prompts", "resources", "tools"))
              .map(),
          sorted(records.get(1).attributes()));
      assertEquals(List.of(), server.collector().records("mcp.transport"));
      // The handshake is two; the tools are session, slow and refuse.
      assertClosed(
          records.get(2),
          Expected.attributes()
              .with(server.sessionAttributes())
              .with("mcp.role", "server")
              .with(REASON, "end_of_input")
              .with("mcp.session.operations", 6L)
              .with("mcp.session.errors", 1L));
    }
  }

  @Test
  void sessionThatItsClientDeletesIsClosedAsDeletedWithItsOpenCalls() {
    try (TestServer server = TestServer.start(ServerKind.STREAMABLE_ASYNC)) {
      server.peer().callTool("slow", Map.of("ms", 300));
      Call call = startHanging(server);
      assertEquals(200, ((RawHttp) server.peer()).delete());

      assertEnded(server, call, "session_closed");
      // The call that ends with the session is one of its own.
      assertClosed(
          server.collector().awaitSession("closed"),
          Expected.attributes()
              .with(server.sessionAttributes())
              .with("mcp.role", "server")
              .with(REASON, "deleted")
              .with("mcp.session.operations", 5L)
              .with("mcp.session.errors", 1L));
      assertEquals(3, server.collector().records("mcp.session").size());
    }
  }

  @Tag("matrix")
  @Test
  void sessionOfAServerThatIsStoppedIsClosedWithItsOpenCalls() {
    try (TestServer server = TestServer.start(ServerKind.STREAMABLE)) {
      Call call = startHanging(server);
      server.process().send("stop");
      server.process().awaitExit(AppProcess.PATIENCE);

      assertEnded(server, call, "session_closed");
      assertClosedFor("closed", server);
    }
  }

  @Tag("matrix")
  @Test
  void sessionAtTheEndOfTheJvmIsClosedByTheShutdownWithItsOpenCalls() {
    for (ServerKind kind : List.of(ServerKind.STREAMABLE, new ServerKind("sse", "async", 17))) {
      try (TestServer server = TestServer.start(kind)) {
        Call call = startHanging(server);
        server.process().terminate();
        server.process().awaitExit(AppProcess.PATIENCE);

        assertEnded(server, call, "shutdown");
        assertClosedFor("shutdown", server);
      }
    }
  }

  @Tag("matrix")
  @Test
  void sessionWhoseInputEndsAsTheJvmDoesIsClosedOnRecord() {
    try (TestServer server = TestServer.start(ServerKind.STDIO)) {
      server.sessionId();
      server.process().closeStdin();
      server.process().terminate();
      server.process().awaitExit(AppProcess.PATIENCE);

      // Which of the two the server sees first is the machine's choice.
      List<Object> reasons =
          server.collector().records("mcp.session").stream()
              .filter(record -> "closed".equals(record.attributes().get("mcp.session.state")))
              .map(record -> record.attributes().get(REASON))
              .toList();
      assertTrue(
          List.of(List.of("end_of_input"), List.of("shutdown")).contains(reasons),
          reasons::toString);
    }
  }

  @Test
  void closedClientHasClosedItsSession() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            App.on(Jdk.oldest()).main(ServerMain.class, "streamable", "sync").start();
        TestClient client = client(receiver, "http://127.0.0.1:" + server.port())) {
      Object version = Json.parse(client.expect("init")).get("protocolVersion");
      client.expect("call [\"slow\",{\"ms\":300}]");
      client.expect("close");

      LogView closed = Collector.of(receiver).awaitSession("closed");
      Map<String, Object> known =
          Expected.attributes()
              .with("mcp.role", "client")
              .with("mcp.protocol.version", version)
              .with("mcp.client.name", "test-client")
              .with("mcp.client.version", "9.8.7")
              .with("mcp.server.name", "test-server")
              .with("mcp.server.version", "1.2.3")
              .with("network.transport", "tcp")
              .with("network.protocol.name", "http")
              .with("server.address", "127.0.0.1")
              .with("server.port", (long) server.port())
              .with("mcp.session.id", closed.attributes().get("mcp.session.id"))
              .map();
      assertClosed(
          closed,
          Expected.attributes()
              .with(known)
              .with(REASON, "closed")
              .with("mcp.session.operations", 3L)
              .with("mcp.session.errors", 0L));
      LogView initialized = Collector.of(receiver).awaitSession("initialized");
      assertEquals(
          Expected.attributes()
              .with(known)
              .with("mcp.session.state", "initialized")
              .with("mcp.client.capabilities", List.of("elicitation", "roots", "sampling"))
              .with(
                  "mcp.server.capabilities",
                  List.of("completions", "logging", "prompts", "resources", "tools"))
              .map(),
          sorted(initialized.attributes()));
      assertEquals(3, Collector.of(receiver).records("mcp.session").size());
    }
  }

  @Tag("matrix")
  @Test
  void sessionThatItsServerHasForgottenIsLostAndTheNextOneBegins() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        RawMcpServer server = new RawMcpServer().forgetAt("tools/list").result("ping", "{}");
        TestClient client = client(receiver, server.url())) {
      client.expect("init");
      assertTrue(client.run("tools").startsWith("! "));
      client.expect("ping");

      Collector collector = Collector.of(receiver);
      LogView lost = collector.awaitSession("closed");
      assertEquals("lost", lost.attributes().get(REASON));
      assertEquals("session closed: lost", lost.body());
      assertEquals(RawMcpServer.SESSION, lost.attributes().get("mcp.session.id"));
      collector.awaitRecord(collector.awaitSpan("CLIENT", "ping"));
      assertEquals(
          2,
          collector.records("mcp.session").stream()
              .filter(record -> record.body().equals("session initialized"))
              .count());
    }
  }

  @Tag("matrix")
  @Test
  void statelessServerHasNoSessions() {
    try (TestServer server = TestServer.start(new ServerKind("stateless", "sync", 17))) {
      Call call = server.peer().callTool("echo");
      server.collector().awaitRecord(server.collector().serverSpan(call));
      server.process().send("stop");
      server.process().awaitExit(AppProcess.PATIENCE);

      assertEquals(List.of(), server.collector().records("mcp.session"));
    }
  }

  private static void assertClosedFor(String reason, TestServer server) {
    LogView closed = server.collector().awaitSession("closed");
    assertEquals(reason, closed.attributes().get(REASON), closed::toString);
    assertEquals("session closed: " + reason, closed.body());
    assertEquals(3, server.collector().records("mcp.session").size());
  }

  private static void assertClosed(LogView closed, Expected expected) {
    Map<String, Object> attributes = sorted(closed.attributes());
    double duration = (double) attributes.remove(DURATION);
    assertEquals(sorted(expected.with("mcp.session.state", "closed").map()), attributes);
    assertTrue(duration >= 0.3 && duration < 60, closed::toString);
  }

  private static void assertEnded(TestServer server, Call call, String outcome) {
    LogView record = server.collector().awaitRecord(server.collector().serverSpan(call));
    assertEquals("tools/call hang: " + outcome, record.body());
    assertEquals(outcome, Recorded.outcome(record));
    assertEquals("ERROR", record.severity());
  }

  /** Returns when the function is running and has logged that. */
  private static Call startHanging(TestServer server) {
    server.sessionId();
    int from = server.process().stderr().lines().size();
    Call call = server.peer().start("tools/call", Map.of("name", "hang", "arguments", Map.of()));
    server.process().stderr().await(from, line -> line.endsWith("hanging"), AppProcess.PATIENCE);
    return call;
  }

  private static TestClient client(OtlpReceiver receiver, String url) {
    return TestClient.start(
        App.on(Jdk.oldest()).exportingTo(receiver), "sync", "streamable", 60_000, List.of(url));
  }

  /** The names of capabilities come in the order of whoever sent them. */
  private static Map<String, Object> sorted(Map<String, Object> attributes) {
    Map<String, Object> sorted = new TreeMap<>(attributes);
    sorted.replaceAll(
        (name, value) -> value instanceof List<?> names ? names.stream().sorted().toList() : value);
    return sorted;
  }
}
