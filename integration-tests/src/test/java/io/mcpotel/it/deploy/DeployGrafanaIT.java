// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.deploy.GrafanaDashboards.Query;
import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.PlantedSecrets;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.NodePackages;
import io.mcpotel.it.support.process.Ports;
import io.mcpotel.it.support.receiver.PrometheusServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboards ask a Prometheus, or a VictoriaMetrics, for what an agent tells it. */
@Tag("matrix")
class DeployGrafanaIT {

  /** What the traffic of this test does not bring about, or not while a Prometheus looks. */
  private static final Set<String> NOT_HERE =
      Set.of(
          "mcp_agent_dropped_total",
          "mcp_agent_errors_total",
          "mcp_server_transport_failures_total",
          "mcp_client_transport_failures_total",
          "mcp_client_catalog_changes_total",
          "mcp_client_active_sessions",
          "jvm_gc_duration_seconds_sum");

  private static final Path RULES = Path.of("../deploy/prometheus/mcp-rules.yml");
  private static final Path DASHBOARDS = Path.of("../deploy/grafana");
  private static final String OURS = "otel.instrumentation.mcp.";
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final long PAUSE_NANOS = 500_000_000;

  @Test
  void filesAreWhatTheirProgramMakes(@TempDir Path made) throws IOException {
    NodePackages.assumeNode();
    String program = DASHBOARDS.resolve("dashboards.mjs").toString();
    try (AppProcess node = App.start(List.of("node", program, made.toString()), Map.of())) {
      assertEquals(0, node.awaitExit(AppProcess.PATIENCE), node.stderr()::toString);
    }

    Map<String, String> kept = GrafanaDashboards.texts(DASHBOARDS);
    assertEquals(5, kept.size());
    assertEquals(GrafanaDashboards.texts(made), kept);
  }

  @Test
  void everyPanelSaysWhatItShows() throws IOException {
    for (var dashboard : GrafanaDashboards.read(DASHBOARDS).entrySet()) {
      assertEquals(dashboard.getKey(), dashboard.getValue().get("uid") + ".json");
      Set<Object> ids = new HashSet<>();
      for (Map<String, Object> panel : GrafanaDashboards.objects(dashboard.getValue(), "panels")) {
        String where = dashboard.getKey() + ": " + panel.get("title");
        assertTrue(ids.add(panel.get("id")), where);
        assertTrue(isSaid(panel.get("title")), where);
        assertTrue(isSaid(panel.get("description")), where);
        Map<String, Object> defaults = Json.object(Json.object(panel, "fieldConfig"), "defaults");
        assertTrue(isSaid(defaults.get("unit")), where);
        for (Map<String, Object> target : GrafanaDashboards.objects(panel, "targets")) {
          boolean logs = panel.get("type").equals("logs");
          assertEquals(
              logs ? "${logs}" : "${datasource}",
              Json.object(target, "datasource").get("uid"),
              where);
        }
      }
    }
  }

  @Test
  void everyQueryHasAnAnswer(@TempDir Path folder) throws IOException {
    int port = Ports.free();
    try (TestServer server = start(port);
        PrometheusServer prometheus = PrometheusServer.start(folder, scrape(port))) {
      prometheus.await("up", answer -> answer.containsValue(1.0));
      leaveOpen(server);
      whileInUse(server, queries(port), query -> isAnswered(prometheus, query));
    }
  }

  /** Both look at one server, and at what the rules make of it. */
  @Tag("victoria-metrics")
  @Test
  void victoriaMetricsAnswersWhatPrometheusAnswers(@TempDir Path folder) throws IOException {
    int port = Ports.free();
    Path rules =
        Files.writeString(
            folder.resolve("rules.yml"),
            Files.readString(RULES).replaceAll("interval: \\w+", "interval: 1s"));
    try (TestServer server = start(port);
        PrometheusServer prometheus =
            PrometheusServer.start(folder, "rule_files: [" + rules + "]\n" + scrape(port));
        PrometheusServer victoria = PrometheusServer.startVictoriaMetrics(folder, scrape(port));
        AppProcess vmalert = victoria.startVmalert(rules)) {
      prometheus.await("up", answer -> answer.containsValue(1.0));
      victoria.await("up", answer -> answer.containsValue(1.0));
      leaveOpen(server);
      whileInUse(
          server,
          queries(port),
          query -> isAnswered(prometheus, query) && isSame(prometheus, victoria, query));
      List<Query> ofRules =
          DeployPrometheusIT.expressions(RULES).stream()
              .map(text -> new Query("mcp-rules.yml", text, false))
              .toList();
      whileInUse(server, ofRules, query -> isSame(prometheus, victoria, query));
      // Most alerts do not fire here, and have no answer.
      long answered =
          ofRules.stream().filter(query -> !victoria.query(query.text()).isEmpty()).count();
      assertTrue(answered > 15, () -> answered + " of " + ofRules.size());
      assertTrue(vmalert.isAlive(), vmalert.stderr()::toString);
    }
  }

  private static TestServer start(int port) {
    return TestServer.start(
        ServerKind.STREAMABLE,
        Map.of(
            "otel.metrics.exporter",
            "prometheus",
            "otel.exporter.prometheus.port",
            "" + port,
            OURS + "stuck-after",
            "400ms",
            OURS + "idle-after",
            "300ms"));
  }

  private static String scrape(int port) {
    return """
    scrape_configs:
    - job_name: weather
      static_configs: [{targets: ["127.0.0.1:%d"]}]
    """
        .formatted(port);
  }

  private static List<Query> queries(int port) throws IOException {
    List<Query> queries =
        GrafanaDashboards.queries(DASHBOARDS).stream()
            .map(query -> filled(query, "127.0.0.1:" + port))
            .toList();
    assertTrue(queries.size() > 60, queries::toString);
    return queries;
  }

  /** What a counter begins with is no growth to Prometheus, so all is done again and again. */
  private static void whileInUse(
      TestServer server, List<Query> queries, Predicate<Query> isAnswered) {
    List<Query> open = new ArrayList<>(queries);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!open.isEmpty() && System.nanoTime() - deadline < 0) {
      call(server);
      open.removeIf(isAnswered);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    assertEquals(List.of(), open);
  }

  private static boolean isAnswered(PrometheusServer prometheus, Query query) {
    Map<String, Double> answer = prometheus.query(query.text());
    return NOT_HERE.stream().anyMatch(query.text()::contains)
        || answer.values().stream().anyMatch(value -> !value.isNaN())
            && (!query.exemplars() || prometheus.leadsToTraces(query.text()));
  }

  private static boolean isSame(
      PrometheusServer prometheus, PrometheusServer victoria, Query query) {
    Set<String> labels = prometheus.query(query.text()).keySet();
    return labels.equals(victoria.query(query.text()).keySet());
  }

  /** Those that no traffic of the test's brings about are at least in the docs. */
  @Test
  void whatIsNotHereIsKnown() throws IOException {
    String page = Files.readString(Path.of("../docs/metrics.md")).replace('.', '_');
    for (String name : NOT_HERE) {
      assertTrue(page.contains("`" + name.replaceFirst("_total|_seconds_sum", "") + "`"), name);
    }
  }

  /** A session that is idle, a stream, and a request without an answer. */
  private static void leaveOpen(TestServer server) {
    server.connect().initialize();
    ((RawHttp) server.peer()).listen();
    server.peer().start("tools/call", Map.of("name", "hang", "arguments", Map.of()));
  }

  private static void call(TestServer server) {
    RawPeer peer = server.peer();
    peer.callTool("echo");
    peer.callTool("refuse");
    peer.callTool("nobody-knows-it");
    peer.callTool("slow", Map.of("ms", 600));
    peer.callTool("callother", Map.of("url", "http://127.0.0.1:" + server.process().port()));
    peer.callTool("grow");
    peer.callTool("shrink");
    byte[] secret = PlantedSecrets.GITHUB.getBytes(StandardCharsets.UTF_8);
    peer.callTool(
        "say", Map.of("as", "exception", "base64", Base64.getEncoder().encodeToString(secret)));
  }

  private static Query filled(Query query, String instance) {
    String text =
        query
            .text()
            .replace("$__rate_interval", "1m")
            .replace("$__range", "1m")
            .replace("$service", "weather")
            .replace("$instance", instance)
            .replace("$tool", ".+");
    assertFalse(text.contains("$"), text);
    return new Query(query.where(), text, query.exemplars());
  }

  private static boolean isSaid(Object text) {
    return text instanceof String words && !words.isBlank();
  }
}
