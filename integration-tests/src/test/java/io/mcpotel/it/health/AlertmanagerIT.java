// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.process.Ports;
import io.mcpotel.it.support.receiver.AlertmanagerServer;
import io.mcpotel.it.support.receiver.PrometheusServer;
import io.mcpotel.it.support.receiver.WebhookReceiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Alertmanager understands what it is told, and tells others of it. */
@Tag("matrix")
class AlertmanagerIT {

  private static final String OURS = "otel.instrumentation.mcp.";
  private static final String CONFIG =
      """
      route: {receiver: us, group_wait: 0s, group_interval: 1s}
      receivers:
      - name: us
        webhook_configs: [{url: "%s", send_resolved: true}]
      """;

  @Test
  void alertGetsToWhomAnAlertmanagerTellsAndSoDoesItsEnd(@TempDir Path folder) throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver();
        AlertmanagerServer alertmanager =
            AlertmanagerServer.start(folder, CONFIG.formatted(receiver.url()));
        TestServer server =
            TestServer.start(
                ServerKind.STDIO,
                Map.of(
                    OURS + "alert.webhook", alertmanager.url() + "/api/v2/alerts",
                    OURS + "alert.format", "alertmanager",
                    OURS + "alert.error-rate", "10%/10s",
                    OURS + "alert.keep-firing-for", "1s",
                    OURS + "alert.min-requests", "5"))) {
      for (int i = 0; i < 6; i++) {
        server.peer().callTool("fail");
      }
      Map<?, ?> firing = alert(receiver, "firing");
      Map<?, ?> labels = (Map<?, ?>) firing.get("labels");
      assertEquals("mcp_error_rate_spike", labels.get("alertname"));
      assertEquals("under-test", labels.get("service"));
      String tools = (String) ((Map<?, ?>) firing.get("annotations")).get("tools");
      assertTrue(tools.startsWith("fail: 6 of 6 calls failed"), tools);

      Map<?, ?> resolved = alert(receiver, "resolved");
      assertEquals(firing.get("fingerprint"), resolved.get("fingerprint"));
      assertEquals(firing.get("startsAt"), resolved.get("startsAt"));
      assertEquals(1, server.process().agentLines().size(), server.process().stderr()::toString);
      assertTrue(alertmanager.isAlive());
    }
  }

  /** What {@code deploy} holds, but that all of it is looked at each second. */
  @Test
  void prometheusAndAlertmanagerTellOfAServerThatFailsAndOfItsRecovery(@TempDir Path folder)
      throws Exception {
    int page = Ports.free();
    Files.createDirectory(folder.resolve("prometheus"));
    Path rules = folder.resolve("rules.yml");
    Files.writeString(
        rules,
        Files.readString(Path.of("../deploy/prometheus/mcp-rules.yml"))
            .replaceAll("interval: \\w+", "interval: 1s")
            .replace("for: 40s", "for: 2s"));
    try (WebhookReceiver receiver = new WebhookReceiver();
        AlertmanagerServer alertmanager =
            AlertmanagerServer.start(
                folder,
                Files.readString(Path.of("../deploy/alertmanager/alertmanager.yml"))
                    .replaceAll("group_(wait|interval): \\w+", "group_$1: 1s")
                    .replaceAll("http://127.0.0.1:5001/\\w+", receiver.url()));
        TestServer server =
            TestServer.start(
                ServerKind.STREAMABLE,
                Map.of(
                    "otel.metrics.exporter",
                    "prometheus",
                    "otel.exporter.prometheus.port",
                    "" + page));
        PrometheusServer prometheus =
            PrometheusServer.start(
                folder.resolve("prometheus"),
                """
                rule_files: [%s]
                alerting: {alertmanagers: [{static_configs: [{targets: ["127.0.0.1:%d"]}]}]}
                scrape_configs: [{job_name: mcp, static_configs: [{targets: ["127.0.0.1:%d"]}]}]
                """
                    .formatted(rules, alertmanager.port(), page))) {
      prometheus.await("instance:mcp_service:info", answer -> !answer.isEmpty());
      for (int i = 0; i < 25; i++) {
        server.peer().callTool("refuse");
      }
      String spike = receiver.await(body -> tells(body, "mcp_error_rate_spike", "firing"));
      assertTrue(spike.contains("\"receiver\":\"notify\""), spike);

      server.process().signal("STOP");
      String down = receiver.await(body -> tells(body, "mcp_server_unresponsive", "firing"));
      assertTrue(down.contains("\"receiver\":\"page\""), down);
      assertTrue(down.contains("\"service\":\"under-test\""), down);
      assertTrue(down.contains("/deploy/runbooks/mcp_server_unresponsive.md"), down);

      server.process().signal("CONT");
      receiver.await(body -> tells(body, "mcp_server_unresponsive", "resolved"));
      assertTrue(alertmanager.isAlive());
    }
  }

  private static boolean tells(String body, String alert, String status) {
    return body.contains("\"status\":\"" + status + "\"")
        && body.contains("\"alertname\":\"" + alert + "\"");
  }

  private static Map<?, ?> alert(WebhookReceiver receiver, String status)
      throws InterruptedException {
    String body = receiver.await(text -> text.contains("\"status\":\"" + status + "\""));
    return (Map<?, ?>) ((List<?>) Json.parse(body).get("alerts")).get(0);
  }
}
