// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import io.mcpotel.hub.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Watches what is in the store by rules, and tells those whom the rules name. */
public final class Alerts implements AutoCloseable {

  private final List<Rule> rules;
  private final Map<String, List<Destination>> byRule = new LinkedHashMap<>();
  private final Memory memory;
  private final Evaluator evaluator;
  private final Notifier notifier;
  private final Deliveries deliveries;
  private final Clock clock;
  private final Supplier<Instant> deaf;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "hub-alerts");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Makes them; nothing is looked at before {@link #start}.
   *
   * @param deaf when something was last refused that was sent, or null
   * @param actions those that the rules name
   * @param repeat how often one that goes on firing is told again
   */
  public Alerts(
      Memory memory,
      Store store,
      AlertHistory history,
      Supplier<Instant> deaf,
      List<Rule> rules,
      List<Action> actions,
      Duration repeat,
      Deliveries deliveries,
      Clock clock) {
    this.rules = rules;
    this.deliveries = deliveries;
    this.clock = clock;
    this.deaf = deaf;
    this.memory = memory;
    evaluator = new Evaluator(rules, store, new Transitions(memory, new Tools(store), history));
    for (Rule rule : rules) {
      List<Destination> all = new ArrayList<>();
      actions.stream()
          .filter(action -> rule.actions().contains(action.name()))
          .forEach(action -> all.addAll(action.destinations()));
      byRule.put(rule.name(), all);
    }
    notifier = new Notifier(memory, byRule, repeat, clock);
  }

  public void start(Duration every) {
    timer.scheduleWithFixedDelay(
        this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Asks all rules now, and has those told who are to be told. */
  void look() {
    Instant now = clock.instant();
    try {
      evaluator.evaluate(now, deaf.get());
      notifier.send(now);
      memory.save();
    } catch (RuntimeException | Error e) {
      // The timer would not come again.
      System.err.println("[mcp-otel-hub] Alerts cannot be evaluated: " + e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    notifier.close();
    memory.save();
  }

  List<Rule> rules() {
    return rules;
  }

  Optional<Rule> rule(String name) {
    return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
  }

  List<Measured> current(Rule rule) {
    return evaluator.current(rule);
  }

  Memory memory() {
    return memory;
  }

  Deliveries deliveries() {
    return deliveries;
  }

  /** Sends a message that says it is a test, and its end; commands are not run. */
  List<Delivery> test(Rule rule) throws InterruptedException {
    Instant now = clock.instant();
    List<Delivery> all = new ArrayList<>();
    for (Destination destination : byRule.get(rule.name())) {
      all.add(destination.sendNow(Alert.test(rule, Alert.State.FIRING, now)));
      if (destination.receiver().hearsOfTheEnd()) {
        all.add(destination.sendNow(Alert.test(rule, Alert.State.RESOLVED, now)));
      }
    }
    return all;
  }
}
