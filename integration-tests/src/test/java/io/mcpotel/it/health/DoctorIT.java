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
import io.mcpotel.it.support.process.AgentJar;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.DoctoredJar;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.receiver.GrpcReceiver;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** {@code doctor} says why there is no telemetry, and disturbs nobody by asking. */
@Isolated("it asks every JVM of this user")
class DoctorIT {

  private static final String LEAVE_OUT = " -> leave it out, if that is not what you want";
  private static final String SESSION = "io.modelcontextprotocol.spec.McpServerSession";
  private static final String JAR = "file:…/mcp-core-2.1.0.jar";

  @TempDir Path folder;

  @Test
  void serverThatIsWellHasOnlyGoodLines() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            TestServer.launch(new ServerKind("stdio", "sync", 25))
                .exportingTo(receiver)
                .property("otel.exporter.otlp.headers", "x-key=MARK-HEADER")
                .start()) {
      callTools(server, "echo", "fail");
      Doctor doctor = Doctor.awaiting(server, "export: traces", "export: metrics", "export: logs");

      assertEquals(
          List.of(
              "JVM PID, io.mcpotel.it.app.ServerMain",
              "  ok   agent: release 0.1.0, runs since TIME",
              "  ok   sdk: MCP SDK 2.1.0 in class loader app, from " + JAR,
              "  ok   hooks: N hooks are in MCP SDK 2.1.0, all fit",
              "  ok   telemetry: MCP SDK 2.1.0: to URL by http/protobuf (traces, metrics, logs)"
                  + " (no OpenTelemetry found in this JVM)",
              "  ok   calls: received: initialize 1, notifications/initialized 1, tools/call 2 (1"
                  + " failed)",
              "  ok   calls: the last one N s ago",
              "  ok   export: traces: the last export, of N spans, was taken N s ago",
              "  ok   export: metrics: the last export, of N metrics, was taken N s ago",
              "  ok   export: logs: the last export, of N log records, was taken N s ago",
              "  ok   endpoint: traces, metrics, logs: URL/v1/… takes an empty export by HTTP"),
          doctor.lines(receiver.endpoint()));
      assertEquals(0, doctor.status());
      assertTrue(
          receiver.requestHeaders().stream()
              .allMatch(headers -> "MARK-HEADER".equals(headers.get("x-key"))));
      assertEquals(
          server.agentLines(),
          server.stderr().lines().stream().filter(line -> !line.startsWith("LOG ")).toList());
      assertEquals(1, server.agentLines().size());

      Doctor all = Doctor.run("--json");
      assertTrue(all.said().contains("{\"pid\":" + server.pid() + ","), all::said);
      assertTrue(all.said().startsWith("{\"jvms\":[{\"pid\":"), all::said);
      assertFalse((doctor.said() + all.said()).contains("MARK"));
    }
  }

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

  private static void callTools(AppProcess server, String... tools) {
    server.awaitAgent();
    RawPeer peer = new RawStdio(server);
    peer.initialize();
    for (String tool : tools) {
      peer.callTool(tool);
    }
  }

  /** What one run of it said. */
  private record Doctor(int status, String said) {

    private static final Duration PAUSE = Duration.ofMillis(500);

    static Doctor of(AppProcess jvm) {
      Doctor doctor = run(String.valueOf(jvm.pid()));
      return new Doctor(
          doctor.status(), doctor.said().replaceAll("\\b" + jvm.pid() + "\\b", "PID"));
    }

    /** Asks until it says all of this, for exports are under way. */
    static Doctor awaiting(AppProcess jvm, String... wanted) {
      long deadline = System.nanoTime() + AppProcess.PATIENCE.toNanos();
      Doctor doctor = of(jvm);
      while (!Stream.of(wanted).allMatch(doctor.said()::contains) && System.nanoTime() < deadline) {
        try {
          Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        doctor = of(jvm);
      }
      return doctor;
    }

    static Doctor run(String... arguments) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Jdk.oldest().java().toString(), "-jar", AgentJar.path().toString(), "doctor"));
      command.addAll(List.of(arguments));
      try (AppProcess java = App.start(command, Map.of())) {
        int status = java.awaitExit(AppProcess.PATIENCE);
        assertEquals(List.of(), java.stderr().lines());
        return new Doctor(status, java.stdout().toString());
      }
    }

    /** The lines without what is another each time. */
    List<String> lines(String endpoint) {
      return said.lines()
          .map(line -> endpoint.isEmpty() ? line : line.replace(endpoint, "URL"))
          .map(line -> line.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z", "TIME"))
          .map(line -> line.replaceAll("file:\\S*/", "file:…/"))
          .map(
              line ->
                  line.replaceAll("\\d+( s ago| (spans|metrics|log records)| hooks are)", "N$1"))
          // What a client of HTTP makes of gRPC is not always the same.
          .map(line -> line.replaceAll("(failed N s ago: ).* ->", "$1WHY ->"))
          .toList();
    }
  }
}
