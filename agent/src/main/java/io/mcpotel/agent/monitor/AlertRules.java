// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import io.mcpotel.agent.core.settings.HealthRules;
import io.mcpotel.agent.core.settings.HealthRules.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the rules say, and since when they do. Used under its owner's lock. */
final class AlertRules {

  private final HealthRules rules;
  private final Map<String, Long> firingSince = new HashMap<>();

  AlertRules(HealthRules rules) {
    this.rules = rules;
  }

  /** What those of the rules say that are not off. */
  List<RuleStatus> now(
      long millis,
      Slots slots,
      CallCounts.Sums sums,
      UnansweredChecks unansweredChecks,
      String unanswered) {
    List<RuleStatus> all = new ArrayList<>();
    Rule errorRate = rules.errorRate();
    if (errorRate != null) {
      WindowStats window = slots.of(errorRate.window(), sums);
      double rate = window.requests() == 0 ? 0 : (double) window.errors() / window.requests();
      all.add(
          status(
              RuleStatus.ERROR_RATE,
              errorRate,
              isEnough(window) && rate > errorRate.most(),
              millis,
              ReadableNumbers.percent(rate),
              window.errors() + " of " + requests(window) + " failed"));
    }
    Rule p95 = rules.p95();
    if (p95 != null) {
      WindowStats window = slots.of(p95.window(), sums);
      String value = window.p95() < 0 ? "0ms" : ReadableNumbers.duration(window.p95());
      all.add(
          status(
              RuleStatus.P95,
              p95,
              isEnough(window) && window.p95() > p95.most(),
              millis,
              value,
              "5 of 100 of " + requests(window) + " took " + value + " or longer"));
    }
    Rule checks = rules.unresponsive();
    if (checks != null) {
      all.add(
          status(
              RuleStatus.UNRESPONSIVE,
              checks,
              unansweredChecks.inARow() >= checks.most(),
              millis,
              String.valueOf(unansweredChecks.inARow()),
              unanswered));
    }
    return List.copyOf(all);
  }

  private boolean isEnough(WindowStats window) {
    return window.requests() >= rules.minRequests();
  }

  private static String requests(WindowStats window) {
    return ReadableNumbers.count(window.requests(), "request")
        + " in the last "
        + ReadableNumbers.window(window.length());
  }

  private RuleStatus status(
      String name, Rule rule, boolean fires, long millis, String value, String summary) {
    if (!fires) {
      firingSince.remove(name);
    }
    long since = fires ? firingSince.computeIfAbsent(name, key -> millis) : -1;
    return new RuleStatus(name, fires, since, value, rule.text(), summary);
  }
}
