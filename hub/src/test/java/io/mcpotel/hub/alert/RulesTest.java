// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.hub.alert.Alert.State;
import io.mcpotel.hub.config.ConfigFile;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the rules find in a real store, and what they do not. */
class RulesTest {

  @TempDir Path folder;

  @Test
  void moreErrorsThanTheThresholdFireOnceAndAreOverOnce() throws Exception {
    try (Watched hub = new Watched(folder, rule("{name: mcp_error_rate_spike, action: tell}"))) {
      hub.calls(100, 5);
      hub.look();
      assertEquals(List.of(), hub.active());

      hub.calls(100, 6);
      hub.look();
      Alert firing = hub.heard.next();
      assertEquals(State.FIRING, firing.state());
      assertEquals("5.5%", firing.value());
      assertEquals("5%", firing.threshold());
      assertEquals("11 of 200 requests in the last 5 minutes failed", firing.summary());
      assertEquals(Map.of("service", "weather", "instance", "weather-1"), firing.labels());
      assertEquals("The weather", firing.server());
      assertEquals(new Alert.Tool("forecast", 200, 11, 10.0), firing.tools().get(0));

      hub.pass(Duration.ofMinutes(4));
      assertEquals(State.FIRING, hub.only().state());
      hub.pass(Duration.ofMinutes(2));
      Alert resolved = hub.heard.next();
      assertEquals(State.RESOLVED, resolved.state());
      assertEquals(firing.since(), resolved.since());
      assertEquals(firing.key(), resolved.key());
      assertEquals("nothing of it in the last 5 minutes", resolved.summary());
      assertEquals(0, hub.heard.waiting());
      assertEquals(List.of(), hub.active());
      List<Map<String, Object>> history = hub.history(2);
      assertEquals(2, history.size());
      assertTrue(history.get(0).get("attributes").toString().contains("\"to_state\":\"firing\""));
    }
  }

  @Test
  void aRateThatGoesUpAndDownAtItsLimitIsOneAlert() throws Exception {
    try (Watched hub = new Watched(folder, rule("{name: mcp_error_rate_spike, action: tell}"))) {
      hub.calls(100, 6);
      hub.look();
      assertEquals(State.FIRING, hub.heard.next().state());
      hub.calls(100, 0);
      hub.pass(Duration.ofSeconds(45));
      hub.calls(100, 20);
      hub.pass(Duration.ofSeconds(15));
      hub.calls(1000, 0);
      hub.pass(Duration.ofSeconds(60));
      assertEquals(State.FIRING, hub.only().state());
      assertEquals(0, hub.heard.waiting());

      hub.pass(Duration.ofSeconds(15));
      assertEquals(State.RESOLVED, hub.heard.next().state());
      assertEquals(2, hub.history(2).size());
    }
  }

  @Test
  void oneFailureOfTwoCallsAndWhatTheClientGaveUpTellNobody() throws Exception {
    try (Watched hub = new Watched(folder, rule("{name: mcp_error_rate_spike, action: tell}"))) {
      hub.calls(2, 1);
      hub.calls("other", "forecast", 100, 100, "cancelled", 0.01);
      hub.calls("third", "forecast", 19, 19, "tool_error", 0.01);
      hub.look();
      assertEquals(List.of(), hub.active());

      hub.calls("third", "forecast", 1, 0, null, 0.01);
      hub.look();
      assertEquals("third", hub.only().service());
    }
  }

  @Test
  void fiveOfAHundredSlowCallsFireAndFewerDoNot() throws Exception {
    try (Watched hub = new Watched(folder, rule("{name: mcp_p95_latency_exceeds}"))) {
      hub.calls("weather", "slow", 4, 0, null, 3);
      hub.calls("weather", "fast", 96, 0, null, 0.01);
      hub.look();
      assertEquals(List.of(), hub.active());

      hub.calls("weather", "slow", 10, 0, null, 3);
      hub.look();
      assertEquals("3s", hub.only().value());
      assertEquals("slow", hub.only().tools().get(0).name());
      assertEquals(Severity.WARNING, hub.only().severity());
    }
  }

  @Test
  void ofMoreCallsThanFitIntoMemoryThePercentileIsNearlyExact() throws Exception {
    try (Watched hub = new Watched(folder)) {
      for (int i = 1; i <= 100; i++) {
        hub.calls("weather", "t", 2, 0, null, i / 100.0);
      }
      Rule rule = rule("{name: mcp_p95_latency_exceeds}");
      double exact = p95(new Requests(hub.store, 200), rule, hub);
      assertEquals(exact, p95(new Requests(hub.store, 199), rule, hub), exact / 100);
    }
  }

  @Test
  void whatHasToHoldForAWhileIsPendingUntilThen() throws Exception {
    try (Watched hub =
        new Watched(folder, rule("{name: mcp_error_rate_spike, action: tell, for: 1m}"))) {
      hub.calls(100, 50);
      hub.look();
      assertEquals(State.PENDING, hub.only().state());
      hub.pass(Duration.ofSeconds(45));
      assertEquals(State.PENDING, hub.only().state());
      assertEquals(0, hub.heard.waiting());
      hub.pass(Duration.ofSeconds(15));
      assertEquals(State.FIRING, hub.heard.next().state());
    }
  }

  @Test
  void aRuleMayMeanSomeToolsAndClientsAndTellThemApart() throws Exception {
    String rule =
        "{name: mine, kind: error_rate, threshold: 50%, by: [tool, client],"
            + " match: {service: wea*, tool: fore_ast}, min_requests: 1}";
    try (Watched hub = new Watched(folder, rule(rule))) {
      hub.calls("weather", "fore_ast", 4, 4, "tool_error", 0.01);
      hub.calls("weather", "forecast", 4, 4, "tool_error", 0.01);
      hub.calls("news", "fore_ast", 4, 4, "tool_error", 0.01);
      hub.look();
      assertEquals(
          Map.of("service", "weather", "tool", "fore_ast", "client", "claude"),
          hub.only().labels());
      assertEquals("mine/weather/tool=fore_ast/client=claude", hub.only().key());
    }
  }

  @Test
  void aBudgetBurnsWhereTheLongWindowAndTheShortOneSaySo() throws Exception {
    try (Watched hub = new Watched(folder, rule("{name: burn, slo: 99.5%}"))) {
      hub.calls(1_000, 100);
      hub.pass(Duration.ofMinutes(6));
      assertEquals(List.of(), hub.active());
      hub.calls(100, 10);
      hub.look();
      assertEquals("20", hub.only().value());
      assertEquals("14.4 times what 99.5% allows", hub.only().threshold());
      assertEquals(Map.of("service", "weather"), hub.only().labels());
    }
  }

  @Test
  void aServiceThatIsAskedNothingIsAbsentOnceTheHubHasListenedForSoLong() throws Exception {
    String rule = "{name: gone, kind: absent, match: {service: weather}, window: 5m}";
    try (Watched hub = new Watched(folder, rule(rule))) {
      hub.look();
      hub.pass(Duration.ofMinutes(4));
      assertEquals(List.of(), hub.active());
      hub.pass(Duration.ofMinutes(2));
      assertEquals(Map.of("service", "weather"), hub.only().labels());
      hub.calls(1, 0);
      hub.look();
      assertEquals(List.of(), hub.active());
    }
  }

  @Test
  void changedToolsAndRejectedMessagesAreCounted() throws Exception {
    try (Watched hub =
        new Watched(
            folder,
            rule("{name: mcp_tool_changed}"),
            rule("{name: mcp_messages_rejected, threshold: 2}"))) {
      hub.append(
          hub.row(Table.EVENTS, "weather")
              .set("name", "mcp.catalog")
              .set("tool", "forecast")
              .set("attributes", "{\"mcp.catalog.change\":\"added\"}"));
      hub.append(rejected(hub));
      hub.look();
      assertEquals(List.of(), hub.active());

      hub.append(
          hub.row(Table.EVENTS, "weather")
              .set("name", "mcp.catalog")
              .set("tool", "forecast")
              .set("attributes", "{\"mcp.catalog.change\":\"description\"}"));
      hub.look();
      assertEquals(Map.of("service", "weather", "tool", "forecast"), hub.only().labels());
      assertEquals(
          "1 part of a tool changed in the last 15 minutes (description)", hub.only().summary());

      hub.append(rejected(hub));
      hub.look();
      assertEquals(2, hub.active().size());
      hub.pass(Duration.ofMinutes(16));
      assertEquals(List.of(), hub.active());
    }
  }

  @Test
  void namesThatCameInAreOnOneLineAndTwoOfThemNeverOneAlert() throws Exception {
    String rule = "{name: r, kind: error_rate, by: tool, min_requests: 1}";
    try (Watched hub = new Watched(folder, rule(rule))) {
      hub.calls("a/tool=x", "b\n\u202eevil", 1, 1, "tool_error", 0.01);
      hub.calls("a", "x/b", 1, 1, "tool_error", 0.01);
      hub.look();
      assertEquals(2, hub.active().size());
      for (Alert alert : hub.active()) {
        assertFalse(alert.key().contains("\n"), alert.key());
        assertFalse(alert.labels().get("tool").contains("\u202e"));
      }
      assertEquals(2, Set.copyOf(hub.active().stream().map(Alert::key).toList()).size());
    }
  }

  private static double p95(Requests requests, Rule rule, Watched hub) throws Exception {
    return requests.p95(rule, hub.clock.instant()).get(0).value();
  }

  private static Row rejected(Watched hub) {
    return hub.row(Table.MESSAGES, "weather").set("role", "server").set("rejected", "unparsable");
  }

  /** As it would be in {@code hub.yaml}. */
  static Rule rule(String yaml) throws Exception {
    ConfigFile file = ConfigFile.of(Path.of("hub.yaml"), "alert_rules: [" + yaml + "]", Map.of());
    Rule rule = RuleSettings.read(file.fields(), Set.of("tell")).rules().get(0);
    file.finish();
    return rule;
  }
}
