// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.app.DeadlockServer;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real systemd starts a server again that hangs or is broken, and leaves one alone that works.
 */
@Tag("matrix")
class SystemdIT {

  private static final Path FOLDER = Path.of("..", "deploy", "systemd").toAbsolutePath();
  private static final Path UNIT = FOLDER.resolve("weather-mcp.service");

  private static final int WATCHDOG_SECONDS = 10;
  private static final long PAUSE_NANOS = 100_000_000;

  @TempDir Path folder;

  /** A server that systemd has started. */
  private record Service(Jdk jdk, Path output) {
    String unit() {
      return "jdk" + jdk.version() + ".service";
    }
  }

  @Test
  void unitsHaveNothingThatSystemdDoesNotKnow() throws IOException {
    List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no"));
    try (Stream<Path> units = Files.list(FOLDER)) {
      for (Path unit : units.toList()) {
        // Java is elsewhere on each machine.
        String text = Files.readString(unit).replace("=/usr/bin/java ", "=/bin/true ");
        command.add(Files.writeString(folder.resolve(unit.getFileName()), text).toString());
      }
    }
    try (AppProcess analyze = App.start(command, Map.of())) {
      assertEquals(0, analyze.awaitExit(AppProcess.PATIENCE), analyze.stderr()::toString);
      assertEquals(List.of(), analyze.stderr().lines());
    }
  }

  @Test
  void hungAndBrokenServersAreStartedAgainAndOneUnderLoadIsNot() throws Exception {
    List<Service> services =
        Stream.of(Jdk.oldest(), Jdk.newest())
            .map(jdk -> new Service(jdk, folder.resolve(jdk.version() + ".log")))
            .toList();
    Path units = Files.createDirectory(folder.resolve("units"));
    for (Service service : services) {
      write(units, service);
    }
    Files.writeString(
        units.resolve("test.target"),
        "[Unit]\nDefaultDependencies=no\nWants="
            + services.stream().map(Service::unit).collect(Collectors.joining(" "))
            + "\n");

    try (RealSystemd systemd = new RealSystemd(units)) {
      for (Service service : services) {
        systemd.await(service.unit(), known -> known.get("ActiveState").equals("active"));
      }
      load(services);
      for (Service service : services) {
        Map<String, String> known = systemd.await(service.unit(), SystemdIT::isUp);
        assertEquals("0", known.get("NRestarts"), () -> text(service));
      }
      startAgain(systemd, services, "hang", "unresponsive", 1);
      startAgain(systemd, services, "deadlock", "broken", 2);
      for (Service service : services) {
        systemd.inside("systemctl", "stop", service.unit());
        assertEquals(
            "success",
            systemd.await(service.unit(), known -> known.get("MainPID").equals("0")).get("Result"));
        assertTrue(text(service).contains("Full thread dump"), () -> text(service));
        assertTrue(
            text(service)
                .lines()
                // Tomcat says that of a slow machine.
                .filter(line -> !line.startsWith("WARNING: Creation of SecureRandom"))
                .noneMatch(line -> line.startsWith("WARNING")),
            () -> text(service));
      }
    }
  }

  private static boolean isUp(Map<String, String> known) {
    return known.get("StatusText").startsWith("up");
  }

  /** Calls each server from several sides for more than two times of the watchdog. */
  private static void load(List<Service> services) throws InterruptedException {
    long deadline = System.nanoTime() + 2_500_000_000L * WATCHDOG_SECONDS;
    List<Thread> threads =
        services.stream()
            .flatMap(service -> Stream.generate(() -> service).limit(4))
            .map(service -> new Thread(() -> call(service, deadline)))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void call(Service service, long deadline) {
    try (RawPeer peer = new RawHttp(port(service, 0))) {
      peer.initialize();
      while (System.nanoTime() - deadline < 0) {
        peer.callTool("echo", Map.of("text", "load"));
      }
    }
  }

  /** Calls what does not come back, until systemd has started a server that answers. */
  private static void startAgain(
      RealSystemd systemd, List<Service> services, String tool, String state, int restarts) {
    List<RawPeer> waiting =
        services.stream()
            .map(service -> (RawPeer) new RawHttp(port(service, restarts - 1)))
            .toList();
    for (RawPeer peer : waiting) {
      peer.initialize();
      peer.start("tools/call", Map.of("name", tool, "arguments", Map.of()));
    }
    for (Service service : services) {
      systemd.await(
          service.unit(),
          known ->
              known.get("StatusText").startsWith(state)
                  || known.get("NRestarts").equals("" + restarts));
      systemd.await(
          service.unit(),
          known ->
              known.get("NRestarts").equals("" + restarts)
                  && known.get("ActiveState").equals("active"));
      try (RawPeer peer = new RawHttp(port(service, restarts))) {
        peer.initialize();
        assertEquals("{text=again}", peer.callTool("echo", Map.of("text", "again")).text());
      }
    }
    waiting.forEach(RawPeer::close);
  }

  /** The port of the server that is the nth to be started there. */
  private static int port(Service service, int nth) {
    long deadline = System.nanoTime() + AppProcess.PATIENCE.toNanos();
    while (System.nanoTime() - deadline < 0) {
      List<String> ports = text(service).lines().filter(l -> l.startsWith("PORT ")).toList();
      if (ports.size() > nth) {
        return Integer.parseInt(ports.get(nth).substring("PORT ".length()));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new AssertionError("no port\n" + text(service));
  }

  private static String text(Service service) {
    try {
      return Files.exists(service.output()) ? Files.readString(service.output()) : "";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The unit that is there to be copied, with what this machine and the patience of a test need.
   */
  private static void write(Path units, Service service) throws IOException {
    Files.copy(UNIT, units.resolve(service.unit()));
    Path more = Files.createDirectory(units.resolve(service.unit() + ".d")).resolve("test.conf");
    List<String> command =
        App.on(service.jdk())
            .agent("")
            .property("otel.sdk.disabled", "true")
            .property("otel.instrumentation.mcp.health.patience", "3s")
            .property("otel.instrumentation.mcp.alert.unresponsive", "3/6s")
            .main(DeadlockServer.class)
            .command();
    // The newest speaks for itself.
    boolean alone = service.jdk().equals(Jdk.newest());
    Files.write(
        more,
        List.of(
            "[Unit]",
            "DefaultDependencies=no",
            "[Service]",
            "ExecStart=",
            "ExecStart="
                + command.stream()
                    .map(word -> '"' + word.replace("%", "%%").replace("$", "$$") + '"')
                    .collect(Collectors.joining(" ")),
            "UnsetEnvironment=JAVA_TOOL_OPTIONS",
            "WatchdogSec=" + WATCHDOG_SECONDS,
            "NotifyAccess=" + (alone ? "main" : "all"),
            alone ? "Environment=PATH=/nothing" : "",
            "StandardOutput=append:" + service.output(),
            "StandardError=append:" + service.output()));
  }
}
