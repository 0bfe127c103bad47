// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks each rule, one after the other. */
final class Evaluator {

  /** After a pause this long the hub, or its machine, has slept. */
  private static final Duration SLEPT = Duration.ofSeconds(60);

  private final List<Rule> rules;
  private final Transitions transitions;
  private final Requests requests;
  private final Occurrences occurrences;
  private final Unresponsive unresponsive;
  private final Map<String, List<Measured>> current = new HashMap<>();
  private final Set<String> failing = new HashSet<>();
  private Instant listening;
  private Instant looked;

  Evaluator(List<Rule> rules, Store store, Transitions transitions) {
    this.rules = rules;
    this.transitions = transitions;
    requests = new Requests(store);
    occurrences = new Occurrences(store);
    unresponsive = new Unresponsive(store);
  }

  /**
   * Looks at everything.
   *
   * @param deaf when something was last refused that was sent, or null
   */
  void evaluate(Instant now, Instant deaf) {
    if (looked == null || Duration.between(looked, now).compareTo(SLEPT) > 0) {
      listening = now;
      transitions.dropRules(names(), now);
    }
    if (deaf != null && deaf.isAfter(listening)) {
      listening = deaf;
    }
    for (Rule rule : rules) {
      try {
        List<Measured> measured = measure(rule, now);
        synchronized (current) {
          current.put(rule.name(), measured);
        }
        transitions.apply(rule, measured, now);
        failing.remove(rule.name());
      } catch (StoreException | RuntimeException e) {
        if (failing.add(rule.name())) {
          System.err.println(
              "[mcp-otel-hub] The rule " + rule.name() + " cannot be evaluated: " + e.getMessage());
        }
      }
    }
    looked = now;
  }

  /** What a rule last said. */
  List<Measured> current(Rule rule) {
    synchronized (current) {
      return current.getOrDefault(rule.name(), List.of());
    }
  }

  private List<Measured> measure(Rule rule, Instant now) throws StoreException {
    return switch (rule.kind()) {
      case ERROR_RATE -> requests.errorRate(rule, now);
      case P95 -> requests.p95(rule, now);
      case BURN_RATE -> requests.burnRate(rule, now);
      case REJECTED -> occurrences.rejected(rule, now);
      case TOOL_DRIFT -> occurrences.toolDrift(rule, now);
      case ABSENT -> occurrences.absent(rule, now, listening);
      case UNRESPONSIVE -> unresponsive.measure(rule, now, listening);
    };
  }

  private Set<String> names() {
    Set<String> names = new HashSet<>();
    rules.forEach(rule -> names.add(rule.name()));
    return names;
  }
}
