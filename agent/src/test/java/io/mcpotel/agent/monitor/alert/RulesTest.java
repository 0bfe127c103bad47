// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.alert;

import static io.mcpotel.agent.monitor.alert.TestAlerts.rule;
import static io.mcpotel.agent.monitor.alert.TestAlerts.serverHealth;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.monitor.RuleStatus;
import io.mcpotel.agent.monitor.ToolStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {

  private final List<String> told = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();
  private final Rules rules =
      new Rules(
          Duration.ofHours(4),
          Duration.ofMinutes(1),
          (alert, isNews) -> {
            told.add((isNews ? "" : "again ") + alert.state() + " " + alert.rule());
            alerts.add(alert);
          });

  private void at(Duration uptime, RuleStatus... all) {
    rules.accept(serverHealth(uptime, all));
  }

  @Test
  void oneThatFiresIsToldOnceThenNowAndThenAndWhenItIsOver() {
    at(Duration.ZERO, rule(RuleStatus.ERROR_RATE, false), rule(RuleStatus.P95, false));
    assertEquals(List.of(), told);
    at(Duration.ofMinutes(1), rule(RuleStatus.ERROR_RATE, true), rule(RuleStatus.P95, false));
    at(Duration.ofMinutes(2), rule(RuleStatus.ERROR_RATE, true), rule(RuleStatus.P95, false));
    at(Duration.ofMinutes(240), rule(RuleStatus.ERROR_RATE, true));
    assertEquals(List.of("FIRING mcp_error_rate_spike"), told);
    at(Duration.ofMinutes(241), rule(RuleStatus.ERROR_RATE, true));
    at(Duration.ofMinutes(242), rule(RuleStatus.ERROR_RATE, true));
    at(Duration.ofMinutes(300), rule(RuleStatus.ERROR_RATE, false));
    at(Duration.ofMinutes(301), rule(RuleStatus.ERROR_RATE, false));
    at(Duration.ofMinutes(302), rule(RuleStatus.ERROR_RATE, true));
    assertEquals(
        List.of(
            "FIRING mcp_error_rate_spike",
            "again FIRING mcp_error_rate_spike",
            "RESOLVED mcp_error_rate_spike",
            "FIRING mcp_error_rate_spike"),
        told);
    Alert over = alerts.get(2);
    assertEquals(TestAlerts.SINCE, over.sinceMillis());
    assertEquals(TestAlerts.SINCE + 300 * TestAlerts.MINUTE, over.endMillis());
    assertEquals("12%", over.value());
    assertEquals("now 0%; 12 of 100 failed", over.summary());
  }

  @Test
  void rateThatGoesUpAndDownAtItsLimitIsOneAlert() {
    at(Duration.ofSeconds(0), rule(RuleStatus.ERROR_RATE, true));
    for (int seconds = 5; seconds < 120; seconds += 5) {
      at(Duration.ofSeconds(seconds), rule(RuleStatus.ERROR_RATE, seconds % 10 == 0));
    }
    assertEquals(List.of("FIRING mcp_error_rate_spike"), told);
    at(Duration.ofSeconds(169), rule(RuleStatus.ERROR_RATE, false));
    at(Duration.ofSeconds(170), rule(RuleStatus.ERROR_RATE, false));
    assertEquals(List.of("FIRING mcp_error_rate_spike", "RESOLVED mcp_error_rate_spike"), told);
  }

  @Test
  void serverThatAnswersAgainIsToldAtOnce() {
    at(Duration.ofSeconds(0), rule(RuleStatus.UNRESPONSIVE, true));
    at(Duration.ofSeconds(5), rule(RuleStatus.UNRESPONSIVE, false));
    assertEquals(
        List.of("FIRING mcp_server_unresponsive", "RESOLVED mcp_server_unresponsive"), told);
  }

  @Test
  void endOfTheJvmEndsWhatItDidBadlyButDoesNotHealOneThatHung() {
    at(
        Duration.ofMinutes(1),
        rule(RuleStatus.ERROR_RATE, true),
        rule(RuleStatus.UNRESPONSIVE, true));
    rules.end(TestAlerts.SINCE + 2 * TestAlerts.MINUTE);
    at(Duration.ofMinutes(3), rule(RuleStatus.P95, true));
    assertEquals(
        List.of(
            "FIRING mcp_error_rate_spike",
            "FIRING mcp_server_unresponsive",
            "ENDED mcp_error_rate_spike"),
        told);
    assertFalse(alerts.get(2).isFiring());
    assertTrue(alerts.get(2).summary().startsWith("the JVM has ended before"));
  }

  @Test
  void worstToolsAreNamedByWhatIsWrong() {
    at(
        Duration.ZERO,
        rule(RuleStatus.ERROR_RATE, true),
        rule(RuleStatus.P95, true),
        rule(RuleStatus.UNRESPONSIVE, true));
    assertEquals(List.of(50L, 10L), requests(alerts.get(0)));
    assertEquals(List.of(10L, 50L, 900L), requests(alerts.get(1)));
    // What hangs has not been counted yet.
    assertEquals(List.of(), requests(alerts.get(2)));
  }

  @Test
  void nameOfOthersStaysOnItsLine() {
    at(Duration.ZERO, rule(RuleStatus.ERROR_RATE, true));
    String name = alerts.get(0).tools().get(0).name();
    assertEquals("<!channel> *x* <http://a|b> @here\ufffd\"}]&\ufffd\ufffd", name);
    assertEquals("server\ufffdname", alerts.get(0).server());
  }

  private static List<Long> requests(Alert alert) {
    return alert.tools().stream().map(ToolStats::requests).toList();
  }
}
