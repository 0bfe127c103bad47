// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.CasesSource;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.sample.receiver.MetricView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** What the agent's own SDK tells of the JVM; the test servers have 256 MiB and a serial GC. */
class JvmMetricsIT {

  private static final String SCOPE = "io.mcpotel.agent.jvm";
  private static final double MIB = 1 << 20;

  @ParameterizedTest
  @CasesSource({"17", "25"})
  void memoryIsToldByPool(int jdk) {
    try (TestServer server = TestServer.start(new ServerKind("stdio", "sync", jdk))) {
      MetricView old =
          server.collector().awaitMetric("jvm.memory.used", pool("heap", "Tenured Gen"));
      MetricView metaspace =
          server.collector().awaitMetric("jvm.memory.used", pool("non_heap", "Metaspace"));
      MetricView limit =
          server.collector().awaitMetric("jvm.memory.limit", pool("heap", "Tenured Gen"));

      assertIs("sum", "By", old);
      assertIs("sum", "By", limit);
      assertTrue(old.value() > MIB && old.value() < limit.value(), old::toString);
      assertTrue(limit.value() > 128 * MIB && limit.value() < 256 * MIB, limit::toString);
      assertTrue(metaspace.value() > MIB, metaspace::toString);
      // It may grow as long as the machine has memory, and so has no limit.
      assertEquals(
          List.of(),
          all(server, "jvm.memory.limit").stream()
              .filter(point -> point.attributes().equals(pool("non_heap", "Metaspace")))
              .toList());
    }
  }

  @Tag("matrix")
  @Test
  void uptimeGrowsFromTheStartOfTheJvm() {
    long start = System.nanoTime();
    try (TestServer server = TestServer.start(ServerKind.STDIO)) {
      MetricView first = await(server, point -> point.name().equals("process.uptime"));
      MetricView later =
          await(
              server,
              point -> point.name().equals("process.uptime") && point.value() > first.value());

      assertIs("gauge", "s", first);
      assertEquals(Map.of(), first.attributes());
      double mostSeconds = (System.nanoTime() - start) / 1e9;
      assertTrue(first.value() > 0 && later.value() < mostSeconds, later::toString);
    }
  }

  @Tag("matrix")
  @Test
  void processorsShareIsBetweenNoneAndAll() {
    try (TestServer server = TestServer.start(ServerKind.STDIO)) {
      MetricView busy =
          await(
              server,
              point -> point.name().equals("jvm.cpu.recent_utilization") && point.value() > 0);

      assertIs("gauge", "1", busy);
      assertEquals(Map.of(), busy.attributes());
      assertTrue(busy.value() <= 1, busy::toString);
    }
  }

  @Test
  void threadsAreCountedByStateAndKind() {
    try (TestServer server = TestServer.start(ServerKind.STDIO)) {
      // The JVM's own, such as the one that finalizes, are daemons that wait.
      MetricView waiting =
          server
              .collector()
              .awaitMetric(
                  "jvm.thread.count",
                  Map.of("jvm.thread.daemon", true, "jvm.thread.state", "waiting"));
      assertIs("sum", "{thread}", waiting);
      assertTrue(waiting.value() >= 2 && waiting.value() < 200, waiting::toString);
      // The one that reads stdin.
      server
          .collector()
          .awaitMetric(
              "jvm.thread.count",
              Map.of("jvm.thread.daemon", false, "jvm.thread.state", "runnable"));
      Set<String> states =
          Set.of("new", "runnable", "blocked", "waiting", "timed_waiting", "terminated");
      for (MetricView point : all(server, "jvm.thread.count")) {
        assertEquals(Set.of("jvm.thread.daemon", "jvm.thread.state"), point.attributes().keySet());
        assertTrue(states.contains(point.attributes().get("jvm.thread.state")), point::toString);
      }
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @CasesSource({"17", "25"})
  void garbageCollectionsOfAToolAreMeasured(int jdk) {
    try (TestServer server = TestServer.start(new ServerKind("stdio", "sync", jdk))) {
      await(server, point -> point.name().equals("process.uptime"));
      Map<String, Object> copy = Map.of("jvm.gc.name", "Copy", "jvm.gc.action", "end of minor GC");
      allocate(server);
      MetricView first = server.collector().awaitMetric("jvm.gc.duration", copy);
      allocate(server);
      MetricView later =
          await(
              server,
              point ->
                  point.name().equals("jvm.gc.duration")
                      && point.attributes().equals(copy)
                      && point.count() > first.count());

      assertIs("histogram", "s", later);
      assertEquals(List.of(0.01, 0.1, 1.0, 10.0), later.bounds());
      assertTrue(later.sum() >= first.sum() && later.sum() < 30, later::toString);
    }
  }

  @Tag("matrix")
  @Test
  void whatTheJvmDoesNotTellIsAbsent() {
    try (TestServer server =
        TestServer.start(
            TestServer.launch(ServerKind.STDIO).option("--limit-modules=java.se,jdk.unsupported"),
            ServerKind.STDIO)) {
      allocate(server);
      MetricView first = await(server, point -> point.name().equals("process.uptime"));
      await(
          server, point -> point.name().equals("process.uptime") && point.value() > first.value());

      assertEquals(
          Set.of("process.uptime", "jvm.memory.used", "jvm.memory.limit", "jvm.thread.count"),
          names(server));
      assertEquals(1, server.process().agentLines().size(), server.process().stderr()::toString);
    }
  }

  @Tag("matrix")
  @Test
  void basicMetricsAreOfMcpOnly() {
    try (TestServer server =
        TestServer.start(ServerKind.STDIO, Map.of("otel.instrumentation.mcp.metrics", "basic"))) {
      server.peer().callTool("echo");
      server.collector().awaitServedCalls("echo", 1);

      assertEquals(Set.of(), names(server));
    }
  }

  private static void allocate(TestServer server) {
    for (int i = 0; i < 10; i++) {
      server.peer().callTool("big", Map.of("length", 1_000_000));
    }
  }

  private static Map<String, Object> pool(String type, String name) {
    return Map.of("jvm.memory.type", type, "jvm.memory.pool.name", name);
  }

  private static void assertIs(String type, String unit, MetricView metric) {
    assertEquals(type, metric.type());
    assertEquals(unit, metric.unit());
    assertEquals(SCOPE, metric.scopeName());
  }

  private static MetricView await(TestServer server, Predicate<MetricView> wanted) {
    return server.collector().awaitMetric(wanted);
  }

  private static List<MetricView> all(TestServer server, String name) {
    return server.collector().metrics().stream()
        .filter(point -> point.name().equals(name))
        .toList();
  }

  private static Set<String> names(TestServer server) {
    return server.collector().metrics().stream()
        .filter(point -> point.scopeName().equals(SCOPE))
        .map(MetricView::name)
        .collect(Collectors.toSet());
  }
}
