// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.app.DyingServer;
import io.mcpotel.it.app.ServerMain;
import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestClient;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.peer.TraceParent;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.process.Release;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A transport that is dead while its process lives is told of, once, and by its true reason. */
class BrokenTransportsIT {

  private static final String ERROR_TYPE = "error.type";
  private static final String BROKEN = "transport_broken";

  /** So long a server that lives would not take to answer a ping, even here. */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  static Stream<ServerKind> onPipes() {
    return Release.tested().stream()
        .filter(Release::isTestedClosely)
        .map(release -> new ServerKind(release, "stdio", "sync", 17));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("onPipes")
  void serverOfWhichTwoAnswersMeetIsDeadAndThatIsTold(ServerKind kind) {
    try (TestServer server = TestServer.start(app(kind), kind)) {
      server.process().awaitAgent();
      Call hanging = start(server.peer(), server.process(), "hang", "hanging");
      Call held = start(server.peer(), server.process(), "hold", "held");
      Call lost = call(server.peer(), "echo");

      assertBroken(server.collector(), "server", "pipe", "enqueue_failed");
      assertEquals(BROKEN, errorType(server, lost));
      assertEquals(BROKEN, errorType(server, hanging));
      assertNull(errorType(server, held), "it was in the queue");
      assertSilent(server.peer(), server.process());
      assertEquals(1, server.collector().records("mcp.transport").size());
      assertEquals(3, server.collector().records("mcp.session").size());
    }
  }

  @Tag("matrix")
  @Test
  void withoutAnAgentTheSameServerDiesUntold() {
    ServerKind kind = ServerKind.STDIO;
    try (AppProcess process = app(kind).start();
        RawPeer peer = new RawStdio(process)) {
      peer.initialize();
      start(peer, process, "hold", "held");
      call(peer, "echo");
      process
          .stderr()
          .await(0, line -> line.contains("Failed to enqueue message"), AppProcess.PATIENCE);

      assertSilent(peer, process);
    }
  }

  @Tag("matrix")
  @Test
  void serverThatCannotWriteAnAnswerIsDeadAndThatIsTold() {
    try (TestServer server = TestServer.start(app(ServerKind.STDIO), ServerKind.STDIO)) {
      server.process().awaitAgent();
      Call hanging = start(server.peer(), server.process(), "hang", "hanging");
      call(server.peer(), "unwritable");

      LogView told = assertBroken(server.collector(), "server", "pipe", "write_failed");
      server
          .collector()
          .awaitMetric(
              metric ->
                  metric.name().equals("mcp.server.state")
                      && metric.value() == 1
                      && metric.attributes().equals(Map.of("mcp.server.state", "broken")));
      assertTrue(
          ((String) told.attributes().get("exception.message")).contains("write"), told::toString);
      assertEquals(BROKEN, errorType(server, hanging));
      assertSilent(server.peer(), server.process());
      assertEquals(1, server.collector().records("mcp.transport").size());
    }
  }

  @Tag("matrix")
  @Test
  void serverThatCannotHandleANotificationIsDeadAndThatIsTold() {
    try (TestServer server = TestServer.start(app(ServerKind.STDIO), ServerKind.STDIO)) {
      server.process().awaitAgent();
      TraceParent changed = server.peer().notify("notifications/roots/list_changed", Map.of());
      // The SDK asks for the roots, and an error is enough.
      server.peer().refuse(server.peer().awaitMessage("roots/list").get("id"), "no roots here");

      LogView told = assertBroken(server.collector(), "server", "pipe", "handling_failed");
      assertEquals("no roots here", told.attributes().get("exception.message"));
      assertEquals("ERROR", server.collector().awaitSpan(changed, "SERVER").statusCode());
      assertSilent(server.peer(), server.process());
    }
  }

  @Test
  void clientWhoseServerIsGoneIsToldOnAPipe() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        TestClient client =
            TestClient.start(
                App.on(Jdk.version(17)).exportingTo(receiver),
                "sync",
                "stdio",
                AppProcess.PATIENCE.toMillis(),
                App.on(Jdk.version(17)).main(ServerMain.class, "stdio", "sync").command())) {
      client.expect("init");
      client.expect("start 1 call [\"hang\"]");
      Collector collector = Collector.of(receiver);
      // What its server logs comes through.
      client.process().stderr().await(0, line -> line.endsWith("hanging"), AppProcess.PATIENCE);
      client.process().endDescendants();

      assertBroken(collector, "client", "pipe", "stream_ended");
      assertEquals(
          BROKEN, collector.awaitSpan("CLIENT", "tools/call hang").attributes().get(ERROR_TYPE));
      client.expect("close");
      assertEquals(1, collector.records("mcp.transport").size());
      assertEquals(3, collector.records("mcp.session").size());
    }
  }

  @Tag("matrix")
  @Test
  void clientWhoseServerIsGoneIsToldOnSse() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server = App.on(Jdk.version(17)).main(ServerMain.class, "sse", "sync").start();
        TestClient client =
            TestClient.start(
                App.on(Jdk.version(17)).exportingTo(receiver),
                "sync",
                "sse",
                AppProcess.PATIENCE.toMillis(),
                List.of("http://127.0.0.1:" + server.port()))) {
      client.expect("init");
      server.close();

      Collector collector = Collector.of(receiver);
      assertBroken(collector, "client", "tcp", "stream_ended");
      client.expect("close");
      assertEquals(1, collector.records("mcp.transport").size());
    }
  }

  private static App app(ServerKind kind) {
    return App.on(Jdk.version(kind.jdk()))
        .classPath(kind.release().classPath())
        .main(DyingServer.class);
  }

  private static Call call(RawPeer peer, String tool) {
    return peer.start("tools/call", Map.of("name", tool, "arguments", Map.of()));
  }

  /** Returns when the process has logged that it is so far. */
  private static Call start(RawPeer peer, AppProcess process, String tool, String logged) {
    Call call = call(peer, tool);
    process.stderr().await(0, line -> line.endsWith(logged), AppProcess.PATIENCE);
    return call;
  }

  private static Object errorType(TestServer server, Call call) {
    return server.collector().serverSpan(call).attributes().get(ERROR_TYPE);
  }

  private static LogView assertBroken(
      Collector collector, String role, String transport, String reason) {
    LogView told = collector.awaitLog(log -> log.eventName().equals("mcp.transport"));
    assertEquals("ERROR", told.severity());
    assertEquals("transport broken: " + reason, told.body());
    assertEquals(role, told.attributes().get("mcp.role"));
    assertEquals(transport, told.attributes().get("network.transport"));
    assertEquals(reason, told.attributes().get("mcp.transport.failure"));
    assertEquals(
        "broken", collector.awaitSession("closed").attributes().get("mcp.session.close_reason"));
    collector.awaitMetric(
        metric ->
            metric.name().equals("mcp." + role + ".transport.failures")
                && metric.value() == 1
                && metric
                    .attributes()
                    .equals(Map.of("network.transport", transport, "mcp.reason", reason)));
    return told;
  }

  /** The process lives, takes what it is told, and answers nobody. */
  private static void assertSilent(RawPeer peer, AppProcess process) {
    Object id = peer.startAsIs("ping", null);
    try {
      Thread.sleep(SILENCE.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertTrue(process.isAlive());
    assertTrue(
        peer.received().stream().map(Json::parse).noneMatch(m -> id.equals(m.get("id"))),
        () -> peer.received().toString());
  }
}
