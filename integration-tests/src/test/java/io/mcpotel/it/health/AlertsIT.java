// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.receiver.WebhookReceiver;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.MetricView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody is told when a server needs somebody, and nothing else is set up than a webhook. */
class AlertsIT {

  private static final String OURS = "otel.instrumentation.mcp.";
  private static final String RULE = "mcp.alert.rule";
  private static final String STATE = "mcp.alert.state";
  private static final String ERRORS = "mcp_error_rate_spike";
  private static final String HUNG = "mcp_server_unresponsive";

  @Test
  void errorsThatPileUpAreToldAndSoIsTheirEnd() throws InterruptedException {
    try (WebhookReceiver receiver = new WebhookReceiver();
        TestServer server =
            TestServer.start(
                ServerKind.STDIO,
                Map.of(
                    OURS + "alert.webhook", receiver.url(),
                    OURS + "alert.error-rate", "10%/10s",
                    OURS + "alert.keep-firing-for", "1s",
                    OURS + "alert.min-requests", "5"))) {
      server.collector().awaitMetric(metric -> isGauge(metric, ERRORS, 0));
      for (int i = 0; i < 6; i++) {
        server.peer().callTool("fail", Map.of("text", "an argument"));
      }

      Map<String, Object> firing =
          Json.parse(receiver.await(body -> body.contains("\"state\":\"firing\"")));
      assertEquals(ERRORS, firing.get("rule"));
      assertEquals("under-test", firing.get("service"));
      assertEquals("10%", firing.get("threshold"));
      Map<?, ?> worst = (Map<?, ?>) ((List<?>) firing.get("tools")).get(0);
      assertEquals("fail", worst.get("name"));
      server.collector().awaitMetric(metric -> isGauge(metric, ERRORS, 1));
      assertEquals("WARN", awaitRecord(server, ERRORS, "firing").severity());

      Map<String, Object> resolved =
          Json.parse(receiver.await(body -> body.contains("\"state\":\"resolved\"")));
      assertEquals(firing.get("key"), resolved.get("key"));
      assertEquals(firing.get("since"), resolved.get("since"));
      assertEquals("INFO", awaitRecord(server, ERRORS, "resolved").severity());
      assertEquals(2, receiver.bodies().size(), receiver.bodies()::toString);
      assertFalse(receiver.bodies().toString().contains("an argument"));
      assertEquals(1, server.process().agentLines().size(), server.process().stderr()::toString);
    }
  }

  @Tag("matrix")
  @Test
  void whoIsToldOfAServerThatEndsItselfIsNotToldThatItGotWell() throws InterruptedException {
    try (WebhookReceiver receiver = new WebhookReceiver();
        TestServer server =
            TestServer.start(
                ServerKind.STDIO,
                Map.of(
                    OURS + "alert.webhook", receiver.url(),
                    OURS + "alert.format", "slack",
                    OURS + "alert.unresponsive", "2/2s",
                    OURS + "health.patience", "500ms",
                    OURS + "health.on-failure", "exit"))) {
      server.peer().start("tools/call", Map.of("name", "hang", "arguments", Map.of()));

      assertEquals(70, server.process().awaitExit(AppProcess.PATIENCE));
      assertEquals(1, receiver.bodies().size(), receiver.bodies()::toString);
      Map<String, Object> message = Json.parse(receiver.bodies().get(0));
      String text = (String) message.get("text");
      assertTrue(text.startsWith("🔴 MCP server: unresponsive, under-test: "), text);
      assertEquals("ERROR", awaitRecord(server, HUNG, "firing").severity());
      assertFalse(server.process().stderr().toString().contains("secret-path"));
    }
  }

  private static boolean isGauge(MetricView metric, String rule, int value) {
    return metric.name().equals("mcp.server.alerts")
        && metric.value() == value
        && metric.attributes().equals(Map.of(RULE, rule));
  }

  private static LogView awaitRecord(TestServer server, String rule, String state) {
    return server
        .collector()
        .awaitLog(
            log ->
                log.eventName().equals("mcp.alert")
                    && rule.equals(log.attributes().get(RULE))
                    && state.equals(log.attributes().get(STATE)));
  }
}
