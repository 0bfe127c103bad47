// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.vitals.alert;

import io.mcpotel.agent.vitals.RuleStatus;
import io.mcpotel.agent.vitals.ServerState;
import io.mcpotel.agent.vitals.ToolStats;
import io.mcpotel.agent.vitals.Vitals;
import io.mcpotel.agent.vitals.WindowStats;
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

  static Vitals vitals(Duration uptime, RuleStatus... rules) {
    List<ToolStats> tools =
        new ArrayList<>(
            List.of(
                new ToolStats("often", 900, 0, 1_000_000, 2_000_000, 3_000_000),
                new ToolStats(HOSTILE, 50, 12, 1_000_000, 9_000_000, 9_000_000),
                new ToolStats("slow", 10, 1, 1, 2_400_000_000L, 3),
                new ToolStats("open", 0, 0, -1, -1, -1)));
    WindowStats window = new WindowStats(Duration.ofMinutes(1), 100, 12, 1, 2, 3);
    return new Vitals(
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
  static List<Alert> told(Vitals... all) {
    List<Alert> told = new ArrayList<>();
    Rules rules = new Rules(Duration.ofHours(4), Duration.ZERO, (alert, isNews) -> told.add(alert));
    for (Vitals vitals : all) {
      rules.accept(vitals);
    }
    return told;
  }

  static Alert firing(String rule) {
    return told(vitals(Duration.ZERO, rule(rule, true))).get(0);
  }

  static Alert resolved(String rule) {
    return told(
            vitals(Duration.ZERO, rule(rule, true)),
            vitals(Duration.ofMinutes(7), rule(rule, false)))
        .get(1);
  }
}
