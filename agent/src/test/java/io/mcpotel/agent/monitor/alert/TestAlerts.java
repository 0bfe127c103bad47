// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.alert;

import io.mcpotel.agent.monitor.RuleStatus;
import io.mcpotel.agent.monitor.ServerHealth;
import io.mcpotel.agent.monitor.ServerState;
import io.mcpotel.agent.monitor.ToolStats;
import io.mcpotel.agent.monitor.WindowStats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What tests of alerts have in common. */
final class TestAlerts {

  static final Source SOURCE = new Source("weather & <co>", "host-1:42");
  static final long SINCE = Instant.parse("2026-01-02T03:04:05.678Z").toEpochMilli();
  static final long MINUTE = 60_000;

  /** What a tool may call itself, to look like something else. */
  static final String HOSTILE = "<!channel> *x* <http://a|b> @here\n\"}]&\u202e\u0007";

  private TestAlerts() {}

  static RuleStatus rule(String name, boolean firing) {
    String threshold =
        switch (name) {
          case RuleStatus.ERROR_RATE -> "5%/5m";
          case RuleStatus.P95 -> "2s/10m";
          default -> "3/1m";
        };
    return new RuleStatus(
        name, firing, firing ? SINCE : -1, firing ? "12%" : "0%", threshold, "12 of 100 failed");
  }

  static ServerHealth serverHealth(Duration uptime, RuleStatus... rules) {
    List<ToolStats> tools =
        new ArrayList<>(
            List.of(
                new ToolStats("often", 900, 0, 1_000_000, 2_000_000, 3_000_000),
                new ToolStats(HOSTILE, 50, 12, 1_000_000, 9_000_000, 9_000_000),
                new ToolStats("slow", 10, 1, 1, 2_400_000_000L, 3),
                new ToolStats("open", 0, 0, -1, -1, -1)));
    WindowStats window = new WindowStats(Duration.ofMinutes(1), 100, 12, 1, 2, 3);
    return new ServerHealth(
        SINCE + uptime.toMillis(),
        ServerState.UP,
        "reason",
        SINCE,
        uptime.toNanos(),
        960,
        13,
        window,
        window,
        window,
        1,
        0,
        -1,
        1,
        3,
        tools,
        List.of(rules),
        "server\nname",
        "1",
        List.of(),
        null);
  }

  /** All that is told while the servers are like this, one after the other. */
  static List<Alert> told(ServerHealth... all) {
    List<Alert> told = new ArrayList<>();
    Rules rules = new Rules(Duration.ofHours(4), Duration.ZERO, (alert, isNews) -> told.add(alert));
    for (ServerHealth serverHealth : all) {
      rules.accept(serverHealth);
    }
    return told;
  }

  static Alert firing(String rule) {
    return told(serverHealth(Duration.ZERO, rule(rule, true))).get(0);
  }

  static Alert resolved(String rule) {
    return told(
            serverHealth(Duration.ZERO, rule(rule, true)),
            serverHealth(Duration.ofMinutes(7), rule(rule, false)))
        .get(1);
  }
}
