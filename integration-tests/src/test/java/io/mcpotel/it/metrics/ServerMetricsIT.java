// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.sample.receiver.MetricView;
import io.mcpotel.sample.receiver.SpanView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server of every transport and API counts. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.mcpotel.it.support.ServerKind#all")
@Execution(ExecutionMode.SAME_THREAD)
class ServerMetricsIT {

  private static final String DURATION = "mcp.server.operation.duration";
  private static final List<Double> BOUNDS =
      List.of(0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0);

  private static TestServer server;

  @Parameter ServerKind kind;

  @BeforeParameterizedClassInvocation
  static void start(ServerKind kind) {
    server = TestServer.shared(kind);
  }

  @Test
  void toolCallsAreCountedOnce() {
    for (int i = 0; i < 3; i++) {
      server.peer().callTool("slow", Map.of("ms", 60));
    }

    Map<String, Object> slow = server.metric("tools/call").tool("slow").map();
    MetricView metric =
        server
            .collector()
            .awaitMetric(
                point ->
                    point.name().equals(DURATION)
                        && point.attributes().equals(slow)
                        && point.count() >= 3);
    assertEquals(3, metric.count());
    assertEquals("s", metric.unit());
    assertEquals("histogram", metric.type());
    assertEquals("io.mcpotel.agent", metric.scopeName());
    assertEquals(BOUNDS, metric.bounds());
    assertTrue(metric.sum() >= 0.18 && metric.sum() < 30, () -> "seconds: " + metric.sum());
    assertEquals(0, metric.bucketCounts().subList(0, 3).stream().mapToLong(Long::longValue).sum());
  }

  @Test
  void promptIsAnAttribute() {
    server.peer().request("prompts/get", Map.of("name", "greeting"));

    server
        .collector()
        .awaitMetric(
            DURATION, server.metric("prompts/get").with("gen_ai.prompt.name", "greeting").map());
  }

  @Test
  void errorTypeIsAnAttribute() {
    server.peer().callTool("refuse");

    server
        .collector()
        .awaitMetric(
            DURATION,
            server.metric("tools/call").tool("refuse").with("error.type", "tool_error").map());
  }

  @Test
  void resourceIsNoAttribute() {
    server.peer().request("resources/read", Map.of("uri", "test://manual"));

    server.collector().awaitMetric(DURATION, server.metric("resources/read").map());
  }

  @Test
  void notificationsAndPingsAreCounted() {
    server.peer().request("ping");
    server.peer().notify("notifications/initialized", Map.of());

    server.collector().awaitMetric(DURATION, server.metric("ping").map());
    server.collector().awaitMetric(DURATION, server.metric("notifications/initialized").map());
  }

  @Test
  void exemplarLeadsToTheSpan() {
    Call call = server.peer().callTool("where");

    SpanView span = server.collector().serverSpan(call);
    server
        .collector()
        .awaitMetric(
            point ->
                point.name().equals(DURATION)
                    && "where".equals(point.attributes().get("gen_ai.tool.name"))
                    && point.exemplarTraceIds().contains(span.traceId()));
  }

  @Test
  void metricsNeverHoldSessionsOrUrisAndPeersOnlyWhereTheyAreCounted() {
    server.peer().request("resources/read", Map.of("uri", "test://manual"));
    server.collector().awaitMetric(DURATION, server.metric("resources/read").map());

    Set<String> never =
        Set.of("mcp.session.id", "mcp.resource.uri", "jsonrpc.request.id", "mcp.client.version");
    for (MetricView metric : server.collector().metrics()) {
      if (metric.name().startsWith("mcp.")) {
        boolean counted = metric.name().equals("mcp.server.active_sessions");
        assertTrue(counted || !metric.attributes().containsKey("mcp.client.name"));
        for (String key : never) {
          assertFalse(metric.attributes().containsKey(key), metric::toString);
        }
      }
    }
  }
}
