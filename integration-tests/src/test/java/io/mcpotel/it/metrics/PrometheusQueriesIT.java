// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.process.Ports;
import io.mcpotel.it.support.receiver.PrometheusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Prometheus that is set up and asked as the docs say. */
@Tag("matrix")
class PrometheusQueriesIT {

  /** The docs' window is as long as a dashboard's; here all happens within a minute. */
  private static final String DOCS_WINDOW = "[5m]";

  private static final String WINDOW = "[1m]";
  private static final String DOCS_TARGET = "localhost:9464";

  @TempDir Path folder;
  private List<String> queries;
  private TestServer server;
  private PrometheusServer prometheus;

  @BeforeEach
  void start() throws IOException {
    String page = Files.readString(Path.of("../docs/metrics.md"));
    queries =
        block(page, "promql")
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> line.replace(DOCS_WINDOW, WINDOW))
            .toList();
    assertEquals(5, queries.size());
    int port = Ports.free();
    String config = block(page, "yaml");
    assertTrue(config.contains(DOCS_TARGET), config);
    prometheus = PrometheusServer.start(folder, config.replace(DOCS_TARGET, "127.0.0.1:" + port));
    server =
        TestServer.start(
            ServerKind.STREAMABLE,
            Map.of(
                "otel.metrics.exporter", "prometheus", "otel.exporter.prometheus.port", "" + port));
  }

  @AfterEach
  void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void durationsByTool() {
    haveSeriesBegin();
    for (int i = 0; i < 8; i++) {
      server.peer().callTool("echo");
    }
    server.peer().callTool("slow", Map.of("ms", 1200));
    server.peer().callTool("slow", Map.of("ms", 1200));
    awaitCalls("echo", 9);
    awaitCalls("slow", 3);

    // The buckets of a second, and of less than two.
    for (int i = 0; i < 3; i++) {
      Map<String, Double> answer = prometheus.query(queries.get(i));
      assertEquals(
          Set.of("gen_ai_tool_name=echo", "gen_ai_tool_name=refuse", "gen_ai_tool_name=slow"),
          answer.keySet());
      double slow = answer.get("gen_ai_tool_name=slow");
      assertTrue(slow > 1 && slow <= 2, answer::toString);
      double echo = answer.get("gen_ai_tool_name=echo");
      assertTrue(echo > 0 && echo < slow, answer::toString);
    }
  }

  @Test
  void shareOfErrorsByMethod() {
    haveSeriesBegin();
    for (int i = 0; i < 6; i++) {
      server.peer().callTool("echo");
    }
    server.peer().callTool("refuse");
    server.peer().callTool("refuse");
    awaitCalls("echo", 7);
    awaitCalls("refuse", 3);

    Map<String, Double> answer = prometheus.query(queries.get(3));
    assertEquals(Set.of("mcp_method_name=tools/call"), answer.keySet());
    // Prometheus reckons what a counter may have grown by at the ends of the window.
    assertEquals(0.25, answer.get("mcp_method_name=tools/call"), 0.1);
  }

  @Test
  void activeSessionsByClient() {
    RawPeer other = server.connect();
    other.initialize();

    assertEquals(
        Map.of("mcp_client_name=" + RawPeer.NAME, 2.0),
        prometheus.await(queries.get(4), answer -> answer.containsValue(2.0)));
  }

  /** A counter that Prometheus has not seen before has grown by nothing. */
  private void haveSeriesBegin() {
    server.peer().callTool("echo");
    server.peer().callTool("slow", Map.of("ms", 1200));
    server.peer().callTool("refuse");
    awaitCalls("refuse", 1);
  }

  private void awaitCalls(String tool, double count) {
    prometheus.await(
        "sum(mcp_server_operation_duration_seconds_count{gen_ai_tool_name=\"" + tool + "\"})",
        answer -> answer.containsValue(count));
  }

  private static String block(String page, String language) {
    var block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertTrue(block.find(), "the page has no block of " + language);
    return block.group(1);
  }
}
