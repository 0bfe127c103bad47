// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.ClientAndServer;
import io.mcpotel.it.support.ClientKind;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Release;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.MetricView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which metrics there are where a user or the JVM says otherwise, and on a client. */
class MetricsSettingsIT {

  private static final String TOOL = "gen_ai.tool.name";
  private static final String DURATION = "mcp.server.operation.duration";

  @Test
  void basicMetricsAreThoseOfTheConventions() {
    try (TestServer server =
        TestServer.start(ServerKind.STDIO, Map.of("otel.instrumentation.mcp.metrics", "basic"))) {
      server.peer().callTool("echo");
      server.collector().awaitMetric(DURATION, server.metric("tools/call").tool("echo").map());
      server.process().closeStdin();
      server.process().awaitExit(AppProcess.PATIENCE);

      Set<String> names =
          server.collector().metrics().stream()
              .map(MetricView::name)
              .filter(name -> name.startsWith("mcp."))
              .collect(Collectors.toSet());
      assertEquals(Set.of(DURATION, "mcp.server.session.duration"), names);
    }
  }

  @Tag("matrix")
  @Test
  void nothingIsSaidOfWhatVirtualThreadsUse() {
    ServerKind kind = new ServerKind("stdio", "sync", 25);
    try (TestServer server =
        TestServer.start(
            kind, Map.of("reactor.schedulers.defaultBoundedElasticOnVirtualThreads", "true"))) {
      for (int i = 0; i < 5; i++) {
        Call call = server.peer().callTool("where");
        Object thread = server.collector().handlerSpan(call).attributes().get("thread.name");
        assertTrue(thread.toString().startsWith("loomBoundedElastic"), thread::toString);
      }
      server.process().closeStdin();
      server.process().awaitExit(AppProcess.PATIENCE);

      List<String> names = server.collector().metrics().stream().map(MetricView::name).toList();
      assertTrue(names.contains("mcp.server.handler.duration"), names::toString);
      assertFalse(names.contains("mcp.server.handler.cpu"), names::toString);
      assertFalse(names.contains("mcp.server.handler.allocated"), names::toString);
    }
  }

  @Test
  void namesBeyondTheLimitAreOneOther() {
    try (TestServer server =
        TestServer.start(
            ServerKind.STREAMABLE, Map.of("otel.instrumentation.mcp.max-names", "2"))) {
      for (String tool : List.of("echo", "where", "refuse", "image", "no-such-tool")) {
        server.peer().callTool(tool);
      }
      server
          .collector()
          .awaitMetric(
              point ->
                  point.name().equals(DURATION)
                      && point.attributes().containsKey("rpc.response.status_code"));
      Map<Object, Long> calls =
          server.collector().metrics().stream()
              .filter(point -> point.name().equals(DURATION))
              .filter(point -> point.attributes().containsKey(TOOL))
              .collect(
                  Collectors.groupingBy(
                      point -> point.attributes().get(TOOL),
                      Collectors.summingLong(MetricView::count)));
      assertEquals(Map.of("echo", 1L, "where", 1L, "_OTHER", 3L), calls);
    }
  }

  @Tag("matrix")
  @Test
  void clientTellsOfItsSessionsRequestsAndMessages() {
    ClientKind kind = new ClientKind(Release.NEWEST, "streamable", "async", 17);
    try (ClientAndServer both = new ClientAndServer(kind)) {
      both.client().expect("start long call [\"slow\",{\"ms\":1500}]");
      Collector collector = both.clientCollector();
      MetricView active =
          collector.awaitMetric(
              point ->
                  point.name().equals("mcp.client.active_requests")
                      && point.attributes().equals(Map.of("mcp.method.name", "tools/call"))
                      && point.value() == 1);
      assertEquals("{request}", active.unit());
      MetricView sessions =
          collector.awaitMetric(
              point ->
                  point.name().equals("mcp.client.active_sessions")
                      && point
                          .attributes()
                          .equals(
                              Map.of("network.transport", "tcp", "mcp.server.name", "test-server"))
                      && point.value() == 1);
      assertEquals("sum", sessions.type());
      for (String direction : List.of("transmit", "receive")) {
        collector.awaitMetric(
            point ->
                point.name().equals("mcp.client.message.size")
                    && direction.equals(point.attributes().get("network.io.direction"))
                    && "slow".equals(point.attributes().get(TOOL))
                    && point.sum() > 50);
      }
      collector.awaitMetric(
          point -> point.name().equals("mcp.client.active_requests") && point.value() == 0);
      both.client().expect("close");
      collector.awaitMetric(
          point -> point.name().equals("mcp.client.active_sessions") && point.value() == 0);
    }
  }

  @Tag("matrix")
  @Test
  void spansThatAreLostAreCounted() {
    try (TestServer server =
        TestServer.start(
            ServerKind.STDIO,
            Map.of(
                "otel.exporter.otlp.traces.endpoint", "http://127.0.0.1:9/v1/traces",
                "otel.java.exporter.otlp.retry.disabled", "true"))) {
      server.peer().callTool("echo");

      MetricView dropped =
          server
              .collector()
              .awaitMetric(
                  point ->
                      point.name().equals("mcp.agent.dropped")
                          && point
                              .attributes()
                              .equals(
                                  Map.of("mcp.signal", "traces", "mcp.reason", "export_failed")));
      assertEquals("{item}", dropped.unit());
      assertEquals("sum", dropped.type());
      assertTrue(dropped.value() >= 1, dropped::toString);
    }
  }
}
