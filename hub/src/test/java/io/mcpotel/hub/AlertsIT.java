// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub's jar tells everybody once what is wrong and that it is over, though it is killed. */
class AlertsIT {

  private static final String CONFIG =
      """
      alerts: {every: 1s}
      alert_rules:
        - name: mcp_error_rate_spike
          threshold: 5%
          window: 20s
          min_requests: 5
          action: everybody
        - name: mcp_server_unresponsive
          threshold: 3_consecutive_failures
          window: 1m
          action: auto_restart
      actions:
        everybody:
          webhook: "RECEIVERS/webhook"
          slack: "RECEIVERS/services/slack-secret"
          pagerduty: pagerduty-secret
          pagerduty_url: "RECEIVERS/pagerduty"
          alertmanager: "ALERTMANAGER"
        auto_restart:
          command: ["/bin/sh", "-c", "echo $0 >> RESTARTED; echo restarting $0", "{service}"]
      """;

  @TempDir Path folder;

  @Test
  void everybodyHearsOnceOfWhatIsWrongAndOfItsEndAndTheOperatorsCommandRuns() throws Exception {
    Assumptions.assumeTrue(Alertmanager.isThere(), "there is no Alertmanager");
    Path data = folder.resolve("data");
    Path restarted = folder.resolve("restarted");
    try (AlertReceivers receivers = new AlertReceivers();
        Alertmanager alertmanager =
            new Alertmanager(folder.resolve("alertmanager"), receivers.url("/alertmanager"))) {
      Path config = folder.resolve("hub.yaml");
      Files.writeString(
          config,
          CONFIG
              .replace("RECEIVERS", receivers.url(""))
              .replace("ALERTMANAGER", alertmanager.url())
              .replace("RESTARTED", restarted.toString()));
      JsonNode firing;
      try (HubProcess hub = HubProcess.configured(data, config)) {
        send(hub);
        firing = receivers.await("/webhook", AlertsIT::isFiring);
        assertEquals("mcp_error_rate_spike", firing.get("rule").asText());
        assertEquals("60%", firing.get("value").asText());
        assertEquals("weather", firing.get("service").asText());
        assertEquals("echo", firing.at("/tools/0/name").asText());
        JsonNode slack = receivers.await("/services/slack-secret", body -> true);
        assertTrue(slack.get("text").asText().startsWith("🔴"), slack::toString);
        JsonNode page = receivers.await("/pagerduty", body -> is(body, "event_action", "trigger"));
        assertEquals("pagerduty-secret", page.get("routing_key").asText());
        receivers.await("/alertmanager", body -> is(body, "status", "firing"));
        // Who was told is remembered now.
        HubProcess.await(
            () ->
                read(data.resolve("alerts.json")).split("20[0-9]+-").length > 5
                    && !read(data.resolve("alerts.json")).contains("1970-"));
        JsonNode change = hub.get("/api/v1/alert_history").at("/alert_history/0");
        assertEquals("firing", change.get("to_state").asText());
        assertEquals("weather", change.at("/labels/service").asText());
        assertEquals("firing", hub.get("/api/v1/alerts").at("/alerts/0/state").asText());
        hub.kill();
      }
      try (HubProcess hub = HubProcess.configured(data, config)) {
        report(hub, "weather-2");
        report(hub, "weather; reboot");
        JsonNode resolved = receivers.await("/webhook", body -> !isFiring(body));
        assertEquals(firing.get("key"), resolved.get("key"));
        assertEquals(firing.get("since"), resolved.get("since"));
        receivers.await(
            "/services/slack-secret", body -> body.get("text").asText().startsWith("🟢"));
        JsonNode page = receivers.await("/pagerduty", body -> is(body, "event_action", "resolve"));
        assertEquals(firing.get("key"), page.get("dedup_key"));
        receivers.await("/alertmanager", body -> is(body, "status", "resolved"));
        assertEquals(2, receivers.at("/webhook").size());
        assertEquals(2, receivers.at("/services/slack-secret").size());
        assertEquals(2, receivers.at("/pagerduty").size());

        HubProcess.await(() -> Files.exists(restarted) && deliveries(hub).contains("skipped"));
        assertEquals("weather-2\n", Files.readString(restarted));
        String deliveries = deliveries(hub);
        assertTrue(deliveries.contains("exit status 0: restarting weather-2"), deliveries);
        assertTrue(deliveries.contains("the name of the service has other"), deliveries);
        assertFalse(deliveries.contains("secret"), deliveries);
        HubProcess.await(() -> hub.get("/api/v1/events?type=command").get("events").size() == 2);
        assertEquals("", hub.stderr());
      }
    }
  }

  private static void send(HubProcess hub) {
    List<LogRecord> records = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      records.add(Batches.operation("" + i, 0.01, i < 6 ? "tool_error" : null));
    }
    byte[] batch = Batches.records("weather", records).toByteArray();
    assertEquals(200, hub.post("/v1/logs", "application/x-protobuf", batch).statusCode());
  }

  private static void report(HubProcess hub, String server) {
    String body =
        """
        {"server_id": "%s", "timestamp": "%s", "metrics": {}, "mcp": {"interval_seconds": 1}}"""
            .formatted(server, Instant.now());
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    assertEquals(200, hub.post("/api/v1/metrics", "application/json", bytes).statusCode());
  }

  private static String deliveries(HubProcess hub) {
    return hub.get("/api/v1/deliveries").toString();
  }

  private static boolean isFiring(JsonNode body) {
    return is(body, "state", "firing");
  }

  private static boolean is(JsonNode body, String field, String value) {
    return body.path(field).asText().equals(value);
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "1970-";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
