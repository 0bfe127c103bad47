// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.app.Idle;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.DoctoredJar;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.receiver.GrpcReceiver;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} says why there is no telemetry, and disturbs nobody by asking. */
class DoctorIT {

  private static final String LEAVE_OUT = " -> leave it out, if that is not what you want";
  private static final String SESSION = "io.modelcontextprotocol.spec.McpServerSession";
  private static final String JAR = "file:…/mcp-core-2.1.0.jar";

  @TempDir Path folder;

  @Test
  void serverOfWhichNothingComesIsToldWhy() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        GrpcReceiver grpc = new GrpcReceiver();
        AppProcess server =
            TestServer.launch(ServerKind.STDIO)
                .exportingTo(receiver.endpoint().replace("://", "://some-user:MARK-PASSWORD@"))
                .agent("otel.exporter.otlp.logs.endpoint=" + grpc.endpoint() + "/v1/logs,captur=x")
                .classPath(DoctoredJar.renaming(folder, SESSION, "getMethodNotFoundError"))
                .environment("OTEL_EXPORTER_OLTP_HEADERS", "x-key=MARK-HEADER")
                .property("otel.exporter.otlp.headers", "x-key=MARK-HEADER")
                .property("otel.traces.sampler", "always_off")
                .property("otel.metrics.exporter", "none")
                .property("otel.bsp.schedule.delay", "soon")
                .start()) {
      callTools(server, "echo");
      Doctor doctor = Doctor.awaiting(server, "BAD  lost:");

      assertEquals(
          List.of(
              "JVM PID, io.mcpotel.it.app.ServerMain",
              "  ok   agent: release 0.1.0, runs since TIME",
              "  ok   sdk: MCP SDK 2.1.0 in class loader app, from " + JAR,
              "  BAD  hooks: MCP SDK 2.1.0 has McpServerSession.getMethodNotFoundError() otherwise;"
                  + " may be missing: some outcomes and errors of requests -> update the agent, or"
                  + " use a release that docs/releases.md names",
              "  ok   telemetry: MCP SDK 2.1.0: to URL by http/protobuf (traces), nowhere (metrics),"
                  + " GRPC/v1/logs by http/protobuf (logs) (no OpenTelemetry found in"
                  + " this JVM)",
              "  ok   calls: received: initialize 1, notifications/initialized 1, tools/call 1",
              "  ok   calls: the last one N s ago",
              "  BAD  export: logs: the last export, of N log records, failed N s ago: WHY -> see"
                  + " what is said of the endpoint below",
              "  BAD  lost: N log records (export_failed) -> mend the endpoint",
              "  ok   endpoint: traces: URL/v1/… takes an empty export by HTTP",
              "  BAD  endpoint: logs: GRPC/v1/logs: it speaks OTLP by gRPC, not by HTTP -> set"
                  + " otel.exporter.otlp.protocol=grpc, or the port of HTTP, mostly 4318",
              "  BAD  properties: agent argument \"captur=…\": there is no such property; the"
                  + " nearest is capture. It is left out.",
              "  BAD  properties: OTEL_EXPORTER_OLTP_HEADERS: there is no such property; did you"
                  + " mean OTEL_EXPORTER_OTLP_HEADERS?",
              "  BAD  properties: otel.bsp.schedule.delay=soon: expected a duration above 0 such as"
                  + " 5000 or 5s, up to 24d; using 5000.",
              "  BAD  settings: otel.metrics.exporter=none: no metrics are exported" + LEAVE_OUT,
              "  BAD  settings: otel.traces.sampler=always_off: no span is kept" + LEAVE_OUT),
          doctor.lines(receiver.endpoint()).stream()
              .map(line -> line.replace(grpc.endpoint(), "GRPC"))
              .toList());
      assertEquals(1, doctor.status());
      assertFalse(doctor.said().contains("MARK"), doctor::said);
    }
  }

  @Tag("matrix")
  @Test
  void agentThatIsNotThereOrTooOldOrStoppedIsTold() {
    try (AppProcess server = TestServer.launch(ServerKind.STDIO).withoutAgent().start();
        AppProcess old =
            App.on(Jdk.oldest())
                .property("io.mcpotel.agent", "0.0.9 started")
                .main(Idle.class)
                .start()) {
      new RawStdio(server).initialize();
      old.stdout().await(0, "idle"::equals, AppProcess.PATIENCE);

      assertEquals(
          List.of(
              "JVM PID, io.mcpotel.it.app.ServerMain",
              "  BAD  agent: is not attached; on the class path: MCP SDK 2.1.0 -> start it with"
                  + " -javaagent:mcp-otel-agent.jar, or run: java -jar mcp-otel-agent.jar attach"
                  + " PID"),
          Doctor.of(server).lines(""));
      Doctor ofOld = Doctor.of(old);
      assertTrue(
          ofOld
              .said()
              .contains(
                  "  BAD  agent: release 0.0.9 runs, and does not tell how it is -> start the JVM with"
                      + " release 0.1.0 to know more"),
          ofOld::said);

      old.signal("STOP");
      assertEquals(
          List.of(
              "JVM PID, io.mcpotel.it.app.Idle",
              "  BAD  jvm: cannot be asked: it is stopped -> let it go on, with kill -CONT"),
          Doctor.of(old).lines(""));
      assertEquals(List.of(), server.stderr().lines());
    }
  }

  @Tag("matrix")
  @Test
  void waitingAgentAndJvmWithoutMcpAreTold() {
    try (AppProcess idle =
        App.on(Jdk.newest()).exportingTo("http://127.0.0.1:1").main(Idle.class).start()) {
      idle.stdout().await(0, "idle"::equals, AppProcess.PATIENCE);
      Doctor doctor = Doctor.of(idle);

      assertEquals(
          List.of(
              "JVM PID, io.mcpotel.it.app.Idle",
              "  ok   agent: release 0.1.0 is attached and waits for the first MCP class; on the"
                  + " class path: MCP SDK 2.1.0",
              "  BAD  endpoint: traces, metrics, logs: http://127.0.0.1:1/v1/…: no connection to"
                  + " 127.0.0.1:1 (Connection refused) -> start a collector there, or set"
                  + " otel.exporter.otlp.endpoint; in a container, localhost is the container"),
          doctor.lines(""));
      assertEquals(1, doctor.status());
    }
  }

  static void callTools(AppProcess server, String... tools) {
    server.awaitAgent();
    RawPeer peer = new RawStdio(server);
    peer.initialize();
    for (String tool : tools) {
      peer.callTool(tool);
    }
  }
}
