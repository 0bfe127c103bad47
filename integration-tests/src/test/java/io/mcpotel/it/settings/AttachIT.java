// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.app.Idle;
import io.mcpotel.it.support.CasesSource;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.AgentJar;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agent's own command line. */
class AttachIT {

  @ParameterizedTest
  @CasesSource({
    "stdio,sync,17",
    "streamable,sync,25",
    "streamable,async,17",
    "stateless,sync,17",
    "sse,async,25"
  })
  void attachedAgentSeesNewCallsOfAnOpenSession(String transport, String api, int jdk) {
    ServerKind kind = new ServerKind(transport, api, jdk);
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            TestServer.launch(kind)
                // What JDK 21 and later print otherwise is not the agent's doing.
                .option(jdk >= 21 ? "-XX:+EnableDynamicAgentLoading" : "-showversion")
                .start();
        RawPeer peer = TestServer.connect(kind, server)) {
      peer.initialize();
      Call before = peer.callTool("echo");
      String said =
          AgentJar.attach(
              server,
              "otel.exporter.otlp.endpoint=" + receiver.endpoint(),
              "otel.bsp.schedule.delay=100");
      assertEquals(
          "Attached 0.1.0 to process " + server.pid() + "; its new MCP calls are seen from now on.",
          said);
      Call call = peer.callTool("echo");

      Collector collector = Collector.of(receiver);
      SpanView span = collector.serverSpan(call);
      assertEquals("tools/call echo", span.name());
      assertEquals(String.valueOf(call.id()), span.attributes().get("jsonrpc.request.id"));
      assertEquals("execute_tool echo", collector.handlerSpan(call).name());
      assertEquals(List.of(), collector.trace(before.parent().traceId()));
    }
  }

  @Test
  void attachingTwiceChangesNothing() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server = TestServer.launch(ServerKind.STDIO).exportingTo(receiver).start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      String said = AgentJar.attach(server, "otel.bsp.schedule.delay=100");
      assertEquals(
          "Process " + server.pid() + " has the agent already, release 0.1.0; nothing changes.",
          said);
      Call call = peer.callTool("echo");

      Collector collector = Collector.of(receiver);
      collector.serverSpan(call);
      collector.serverSpan(peer.callTool("where"));
      assertEquals(2, collector.trace(call.parent().traceId()).size());
    }
  }

  @Test
  void withoutArgumentsItSaysItsVersionAndHowToUseIt() {
    try (AppProcess java = AgentJar.run()) {
      assertEquals(0, java.awaitExit(AppProcess.PATIENCE));
      String said = java.stdout().toString();
      assertTrue(said.contains("0.1.0") && said.contains("-javaagent") && said.contains("attach"));
      assertEquals(List.of(), java.stderr().lines());
    }
  }

  @ParameterizedTest
  @CsvSource({"999999999", "abc", "-1", "0"})
  void wrongPidIsOneLineAndStatusOne(String pid) {
    try (AppProcess java = AgentJar.run("attach", pid)) {
      assertEquals(1, java.awaitExit(AppProcess.PATIENCE));
      assertEquals(1, java.stderr().lines().size(), () -> java.stderr().toString());
      assertTrue(java.stderr().line(0).contains(pid));
    }
  }

  @Tag("matrix")
  @Test
  void processThatIsNoJvmIsOneLineAndStatusOne() {
    try (AppProcess other = App.start(List.of("sleep", "60"), Map.of());
        AppProcess java = AgentJar.run("attach", String.valueOf(other.pid()))) {
      assertEquals(1, java.awaitExit(AppProcess.PATIENCE));
      assertEquals(1, java.stderr().lines().size(), () -> java.stderr().toString());
      assertTrue(java.stderr().line(0).contains(String.valueOf(other.pid())));
    }
  }

  @Test
  void unknownCommandIsStatusOne() {
    try (AppProcess java = AgentJar.run("detach", "1")) {
      assertEquals(1, java.awaitExit(AppProcess.PATIENCE));
      assertTrue(java.stderr().toString().contains("detach"));
    }
  }

  @Test
  void jvmWithoutMcpIsToldToHaveNone() {
    try (AppProcess idle = App.on(Jdk.oldest()).main(Idle.class).start()) {
      idle.stdout().await(0, "idle"::equals, AppProcess.PATIENCE);
      String pid = String.valueOf(idle.pid());

      assertEquals(
          "Attached 0.1.0 to process "
              + pid
              + ", which has loaded no MCP class yet: the agent waits for the first one.",
          AgentJar.attach(idle));
      assertEquals(
          "Process "
              + pid
              + " has the agent already, release 0.1.0, which waits for the first MCP class;"
              + " nothing changes.",
          AgentJar.attach(idle));
      assertEquals(List.of(), idle.agentLines());
    }
  }
}
