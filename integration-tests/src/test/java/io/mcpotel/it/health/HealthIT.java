// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.app.DyingServer;
import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.HttpProbe;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.AgentJar;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.process.OpenTelemetryJavaagent;
import io.mcpotel.it.support.process.Ports;
import io.mcpotel.it.support.process.Release;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever restarts servers is told which of them to restart. */
class HealthIT {

  private static final String OURS = "otel.instrumentation.mcp.";
  private static final Duration STEP = Duration.ofMillis(50);

  @TempDir private Path folder;
  private final int port = Ports.free();
  private final HttpProbe pages = new HttpProbe(port);

  @Test
  void hungServerIsToldFromOneThatAnswers() throws Exception {
    Path file = folder.resolve("health.json");
    try (TestServer server =
        TestServer.start(
            TestServer.launch(ServerKind.STREAMABLE)
                // So that a server which hangs need not do so for a minute.
                .property(OURS + "health.patience", "500ms")
                .property(OURS + "alert.unresponsive", "2/2s")
                .property(OURS + "health.port", "" + port)
                .property(OURS + "health.file", file.toString())
                .property("otel.metrics.exporter", "otlp,prometheus")
                .property("otel.exporter.prometheus.port", "" + port),
            ServerKind.STREAMABLE)) {
      String pid = String.valueOf(server.process().pid());
      server.peer().callTool("echo");

      awaitStatus(200, "/health/ready");
      Map<?, ?> health = awaitHealth(h -> h.get("state").equals("up"));
      assertEquals(1, health.get("sessions"));
      assertEquals(List.of(Release.NEWEST.version()), health.get("sdk_versions"));
      awaitStatus(200, "/metrics");
      awaitCommand(0, "up: ", file.toString());
      awaitCommand(0, "up: ", pid);

      server.peer().start("tools/call", Map.of("name", "hang", "arguments", Map.of()));

      awaitStatus(503, "/health/live");
      assertEquals("unresponsive", health().get("state"));
      assertEquals(503, get("/health/ready").status());
      awaitCommand(1, "unresponsive: ", file.toString());

      server.process().signal("STOP");
      awaitCommand(1, "unknown: cannot ask process " + pid + " (it is stopped)", pid);
      server.process().signal("CONT");

      server.process().terminate();
      server.process().awaitExit(AppProcess.PATIENCE);
      assertFalse(Files.exists(file));
      awaitCommand(1, "unknown: " + file + " is not there", file.toString());
    }
  }

  @Test
  void hungServerEndsItselfAndLeavesAThreadDump() {
    try (TestServer server =
        TestServer.start(
            ServerKind.STDIO,
            Map.of(
                // Longer than the first request takes on a machine that has much to do.
                OURS + "health.patience", "6s",
                OURS + "alert.unresponsive", "2/2s",
                OURS + "health.on-failure", "exit"))) {
      server.peer().start("tools/call", Map.of("name", "hang", "arguments", Map.of()));

      assertEquals(70, server.process().awaitExit(AppProcess.PATIENCE));

      LogView told = server.collector().awaitLog(log -> log.eventName().equals("mcp.health"));
      assertEquals("ERROR", told.severity());
      assertEquals("unresponsive", told.attributes().get("mcp.server.state"));
      String threads = (String) told.attributes().get("code.stacktrace");
      assertTrue(threads.contains("SyncTools.hang("), threads);
      assertToldWhy(server.process(), "unresponsive");
    }
  }

  @Test
  @Tag("matrix")
  void brokenServerEndsItselfBesideTheJavaagent() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            OpenTelemetryJavaagent.beside(
                    App.on(Jdk.version(17))
                        .main(DyingServer.class)
                        .property(OURS + "health.on-failure", "exit")
                        .property(OURS + "health.port", "" + port),
                    true,
                    receiver)
                .start();
        RawPeer peer = new RawStdio(server)) {
      // It is loaded, and nobody has asked it for anything.
      awaitStatus(200, "/health/live");
      assertEquals("starting", health().get("state"));
      // It is made, and so ready: one that waited for its first client would get none.
      awaitStatus(200, "/health/ready");
      peer.initialize();
      awaitHealth(h -> h.get("state").equals("up"));
      peer.start("tools/call", Map.of("name", "unwritable", "arguments", Map.of()));

      assertEquals(70, server.awaitExit(AppProcess.PATIENCE));
      LogView told = Collector.of(receiver).awaitLog(log -> log.eventName().equals("mcp.health"));
      assertEquals("broken", told.attributes().get("mcp.server.state"));
      assertToldWhy(server, "broken");
    }
  }

  private static void assertToldWhy(AppProcess process, String state) {
    assertEquals(
        1,
        process.agentLines().stream()
            .filter(line -> line.contains("the server is " + state + ": "))
            .filter(
                line -> line.endsWith("; the JVM ends with status 70, as health.on-failure asks."))
            .count(),
        () -> process.stderr().toString());
    assertTrue(
        process.stdout().lines().stream().allMatch(line -> line.startsWith("{\"jsonrpc\"")),
        () -> process.stdout().toString());
  }

  private void awaitStatus(int status, String path) {
    await(
        () -> {
          int now = Ports.isOpen("127.0.0.1", port) ? get(path).status() : 0;
          return now == status ? null : path + " has status " + now;
        });
  }

  private HttpProbe.Answer get(String path) {
    return pages.send("GET", path, null, "Accept", "*/*");
  }

  private Map<?, ?> health() {
    return Json.parse(get("/health").body());
  }

  private Map<?, ?> awaitHealth(Predicate<Map<?, ?>> which) {
    await(
        () -> {
          Map<?, ?> health = health();
          return which.test(health) ? null : health.toString();
        });
    return health();
  }

  /** What the command says is what was so within the last ten seconds. */
  private static void awaitCommand(int status, String start, String argument) {
    await(
        () -> {
          try (AppProcess command = command(argument)) {
            int now = command.awaitExit(AppProcess.PATIENCE);
            assertEquals(1, command.stdout().lines().size(), () -> command.stdout().toString());
            assertEquals(List.of(), command.stderr().lines());
            String line = command.stdout().line(0);
            return now == status && line.startsWith(start) ? null : now + ": " + line;
          }
        });
  }

  private static AppProcess command(String argument) {
    List<String> command = new ArrayList<>(List.of(Jdk.oldest().java().toString()));
    command.addAll(List.of("-jar", AgentJar.path().toString(), "health", argument));
    return App.start(command, Map.of());
  }

  /** Null is what is waited for, and all else says what there is in its place. */
  private static void await(Supplier<String> what) {
    long end = System.nanoTime() + AppProcess.PATIENCE.toNanos();
    String wrong = what.get();
    while (wrong != null) {
      assertTrue(System.nanoTime() < end, wrong);
      try {
        Thread.sleep(STEP.toMillis());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      wrong = what.get();
    }
  }
}
