// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.it.app.HungServer;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.process.Ports;
import io.mcpotel.it.support.receiver.MetricsPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that hangs is told from one that is idle, or busy. */
@Tag("matrix")
class ServerStateIT {

  private static final String MODEL = "otel.instrumentation.mcp.";

  /** Of the pool that blocking functions run on. */
  private static final int THREADS = 4;

  /** After this a server whose requests got no answer would be unresponsive. */
  private static final Duration LONG = Duration.ofSeconds(5);

  private final int port = Ports.free();
  private final MetricsPage page = new MetricsPage(port);

  @TempDir Path folder;

  private Path end;
  private AppProcess process;
  private RawPeer peer;

  static Stream<ServerKind> others() {
    return Stream.of(
        ServerKind.STREAMABLE, ServerKind.STREAMABLE_ASYNC, new ServerKind("stdio", "async", 17));
  }

  @BeforeEach
  void name() {
    end = folder.resolve("end");
  }

  @AfterEach
  void stop() {
    if (process != null) {
      process.close();
    }
  }

  @Test
  void serverThatHangsIsToldFromOneThatIsIdleOrBusy() {
    hangsAndIsBusy(ServerKind.STDIO);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void soItIsOverHttpAndWithoutThreads(ServerKind kind) {
    hangsAndIsBusy(kind);
  }

  private void hangsAndIsBusy(ServerKind kind) {
    process =
        App.on(Jdk.version(kind.jdk()))
            .agent("")
            .property("otel.metrics.exporter", "prometheus")
            .property("otel.traces.exporter", "none")
            .property("otel.logs.exporter", "none")
            .property("otel.exporter.prometheus.port", "" + port)
            .property(MODEL + "health.patience", "1s")
            .property(MODEL + "alert.unresponsive", "3/3s")
            .property(MODEL + "health.long-running", "export*")
            .property(MODEL + "alert.p95", "off")
            // Whether a call that was let go on ends well is no matter here.
            .property(MODEL + "alert.error-rate", "off")
            .property("reactor.schedulers.defaultBoundedElasticSize", "" + THREADS)
            .main(HungServer.class, kind.transport(), kind.api(), end.toString())
            .start();

    awaitState("starting");
    peer = TestServer.connect(kind, process);
    peer.initialize();
    peer.callTool("echo");
    awaitState("up");

    hang("deadlock", 1, "broken");
    hang("spin", 1, "unresponsive");
    hang("blackhole", 1, "unresponsive");
    hang("blackhole", THREADS + 2, "unresponsive");

    assertUpDuring("a client that sleeps");
    start("ask", 0);
    assertUpDuring("a question to a client that sleeps");
    List<Call> index = List.of(start("index", 50));
    assertUpDuring("long work that shows progress");
    goOn(index);
    Call export = start("export", (int) LONG.plusSeconds(1).toMillis());
    assertUpDuring("work that is known to take long");
    peer.await(export);

    List<Call> many = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      many.add(start("work", 100));
    }
    assertUpDuring("calls that wait for others, which are answered");
    many.forEach(peer::await);
    awaitState("up");
    assertEquals(
        List.of(), process.agentLines().stream().filter(l -> l.contains("failed")).toList());
  }

  /** So many calls of the tool hang, which is seen, as is that they go on. */
  private void hang(String tool, int calls, String state) {
    List<Call> hanging = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      hanging.add(start(tool, 0));
    }
    awaitState(state);
    goOn(hanging);
    awaitState("up");
  }

  private Call start(String tool, int millis) {
    return peer.start("tools/call", Map.of("name", tool, "arguments", Map.of("ms", millis)));
  }

  /** All these go on, and what is called then may hang again. */
  private void goOn(List<Call> hanging) {
    Path over = folder.resolve("end.over");
    try {
      Files.createFile(end);
      hanging.forEach(peer::await);
      Files.move(end, over);
      while (Files.exists(over)) {
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertUpDuring(String what) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < LONG.toNanos()) {
      assertEquals("up", state(), what);
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private void awaitState(String state) {
    page.await(line -> isCurrent(line) && line.contains("\"" + state + "\""));
  }

  private String state() {
    String line = page.await(ServerStateIT::isCurrent);
    return line.replaceAll(".*mcp_server_state=\"([a-z]+)\".*", "$1");
  }

  private static boolean isCurrent(String line) {
    return line.startsWith("mcp_server_state{") && line.matches(".*} 1(\\.0)?");
  }
}
