// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.core.settings.AlertSettings;
import io.mcpotel.agent.monitor.HealthSource;
import io.mcpotel.agent.monitor.RuleStatus;
import io.mcpotel.agent.monitor.ServerHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AlertEventTest {

  private final List<Event> recorded = new ArrayList<>();
  private final List<Consumer<ServerHealth>> listeners = new ArrayList<>();
  private ServerHealth now =
      TestAlerts.serverHealth(Duration.ZERO, TestAlerts.rule(RuleStatus.P95, false));

  private final Alerts alerts =
      Alerts.start(
          new AlertSettings(
              List.of(),
              AlertSettings.Format.JSON,
              Duration.ofMinutes(1),
              Duration.ZERO,
              null,
              null),
          () -> TestAlerts.SOURCE,
          new HealthSource() {
            @Override
            public ServerHealth now() {
              return now;
            }

            @Override
            public void addListener(Consumer<ServerHealth> listener) {
              listeners.add(listener);
            }
          },
          recorded::add,
          task -> {
            throw new AssertionError("there is nobody to tell");
          });

  private void become(int minutes, RuleStatus... rules) {
    now = TestAlerts.serverHealth(Duration.ofMinutes(minutes), rules);
    listeners.forEach(listener -> listener.accept(now));
  }

  private static Map<String, Object> fields(Event event) {
    Map<String, Object> all = new TreeMap<>();
    event.describe(
        new Event.Fields() {
          @Override
          public void put(String name, String value) {
            all.put(name, value);
          }

          @Override
          public void put(String name, Long value) {
            all.put(name, value);
          }

          @Override
          public void put(String name, Double value) {
            all.put(name, value);
          }

          @Override
          public void put(String name, List<String> values) {
            all.put(name, values);
          }
        });
    return all;
  }

  @Test
  void recordHasTheBeginningAndTheEndWithoutAnyWebhook() {
    become(0, TestAlerts.rule(RuleStatus.ERROR_RATE, true));
    become(2, TestAlerts.rule(RuleStatus.ERROR_RATE, true));
    become(4, TestAlerts.rule(RuleStatus.ERROR_RATE, false));
    assertEquals(2, recorded.size());
    Event firing = recorded.get(0);
    assertEquals("mcp.alert", firing.name());
    assertEquals(Event.Severity.WARN, firing.severity());
    assertEquals("MCP server: too many errors: 12 of 100 failed", firing.body());
    assertEquals(TimeUnit.MILLISECONDS.toNanos(TestAlerts.SINCE), firing.epochNanos());
    assertEquals(
        Map.of(
            "mcp.role", "server",
            "mcp.alert.rule", "mcp_error_rate_spike",
            "mcp.alert.state", "firing",
            "mcp.alert.value", "12%",
            "mcp.alert.threshold", "5%",
            "mcp.alert.window", "5m",
            "mcp.alert.since", "2026-01-02T03:04:05.678Z",
            "mcp.server.name", "server\ufffdname"),
        fields(firing));
    Event over = recorded.get(1);
    assertEquals(Event.Severity.INFO, over.severity());
    assertEquals("resolved", fields(over).get("mcp.alert.state"));
    assertEquals(
        TimeUnit.MILLISECONDS.toNanos(TestAlerts.SINCE + 4 * TestAlerts.MINUTE), over.epochNanos());
  }

  @Test
  void whatNobodyHasLookedAtYetIsTakenNoteOfWhenTheJvmEnds() throws InterruptedException {
    now =
        TestAlerts.serverHealth(
            Duration.ofMinutes(1), TestAlerts.rule(RuleStatus.UNRESPONSIVE, true));
    alerts.conclude();
    // What was open has been ended by now, and nothing waits any more.
    become(2, TestAlerts.rule(RuleStatus.UNRESPONSIVE, false));
    alerts.await(TimeUnit.SECONDS.toNanos(60));
    assertEquals(1, recorded.size());
    assertEquals(Event.Severity.ERROR, recorded.get(0).severity());
  }
}
