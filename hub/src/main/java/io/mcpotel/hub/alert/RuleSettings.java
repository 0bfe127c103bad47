// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import io.mcpotel.hub.config.Fields;
import io.mcpotel.hub.config.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code alerts} and {@code alert_rules} of {@code hub.yaml}. */
public record RuleSettings(List<Rule> rules, Duration every, Duration repeat) {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  public RuleSettings {
    rules = List.copyOf(rules);
  }

  /**
   * Reads them.
   *
   * @param actions the names of those that there are
   */
  public static RuleSettings read(Fields top, Set<String> actions) {
    Fields alerts = top.value("alerts").fields();
    Duration every = positive(alerts.value("every"), Duration.ofSeconds(15));
    if (every.compareTo(LONGEST) > 0) {
      alerts.value("every").wrong("has to be 30s at most: what is silent is noticed by it");
    }
    Duration repeat = positive(alerts.value("repeat"), Duration.ofHours(4));
    List<Rule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Value value : top.value("alert_rules").list()) {
      RuleReader reader = new RuleReader(value.fields(), actions);
      Rule rule = reader.rule();
      if (rule != null && !names.add(rule.name())) {
        value.fields().value("name").wrong("is the name of another rule, too");
      }
      if (rule != null && reader.isEnabled()) {
        rules.add(rule);
      }
    }
    for (Kind kind : Kind.alwaysOn()) {
      if (!names.contains(kind.usual().name())) {
        rules.add(kind.usual());
      }
    }
    return new RuleSettings(rules, every, repeat);
  }

  /** What is on, a line each. */
  public List<String> summary() {
    return rules.stream().map(RuleSettings::line).toList();
  }

  private static String line(Rule rule) {
    return "rule "
        + rule.name()
        + ": "
        + rule.thresholdText()
        + " within "
        + rule.windowText()
        + ", "
        + (rule.actions().isEmpty() ? "no action" : "then " + String.join(" and ", rule.actions()));
  }

  private static Duration positive(Value value, Duration otherwise) {
    Duration duration = value.duration(otherwise);
    if (duration.isZero()) {
      value.wrong("has to be more than nothing");
      return otherwise;
    }
    return duration;
  }
}
