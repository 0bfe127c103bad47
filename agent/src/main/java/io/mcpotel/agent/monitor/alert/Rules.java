// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.alert;

import io.mcpotel.agent.core.Printable;
import io.mcpotel.agent.monitor.RuleStatus;
import io.mcpotel.agent.monitor.ServerHealth;
import io.mcpotel.agent.monitor.ToolStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Makes alerts of what the rules say: when one begins to fire, now and then, and when it is over. A
 * rate that goes up and down at its limit is one alert, and not one each time.
 */
final class Rules implements Consumer<ServerHealth> {

  private static final int MOST_TOOLS = 3;
  private static final char UNREADABLE = '\ufffd';

  private final Duration repeat;
  private final Duration keepFiringFor;
  private final BiConsumer<Alert, Boolean> to;
  private final Map<String, Firing> firing = new HashMap<>();
  private boolean hasEnded;

  /** What was sent last and when, and when the rule fired last. */
  private record Firing(Alert alert, long uptimeNanos, long firedNanos) {}

  /**
   * Makes one.
   *
   * @param repeat how often one that goes on firing is sent again
   * @param keepFiringFor how long a rate has to be fine until its alert is over
   * @param to takes each alert, and whether it is news and no repetition
   */
  Rules(Duration repeat, Duration keepFiringFor, BiConsumer<Alert, Boolean> to) {
    this.repeat = repeat;
    this.keepFiringFor = keepFiringFor;
    this.to = to;
  }

  @Override
  public synchronized void accept(ServerHealth serverHealth) {
    if (!hasEnded) {
      serverHealth.rules().forEach(rule -> look(rule, serverHealth));
    }
  }

  private void look(RuleStatus rule, ServerHealth serverHealth) {
    Firing before = firing.get(rule.rule());
    if (rule.firing()) {
      boolean isNews = before == null;
      if (isNews || serverHealth.uptimeNanos() - before.uptimeNanos() >= repeat.toNanos()) {
        Alert alert = alert(rule, serverHealth);
        firing.put(
            rule.rule(), new Firing(alert, serverHealth.uptimeNanos(), serverHealth.uptimeNanos()));
        to.accept(alert, isNews);
      } else {
        firing.put(
            rule.rule(),
            new Firing(before.alert(), before.uptimeNanos(), serverHealth.uptimeNanos()));
      }
    } else if (before != null && isOver(rule, before, serverHealth)) {
      firing.remove(rule.rule());
      String words = "now " + rule.value() + "; " + oneLine(rule.summary());
      to.accept(before.alert().over(Alert.State.RESOLVED, serverHealth.epochMillis(), words), true);
    }
  }

  /** A server that answers again is news at once. */
  private boolean isOver(RuleStatus rule, Firing before, ServerHealth serverHealth) {
    return rule.rule().equals(RuleStatus.UNRESPONSIVE)
        || serverHealth.uptimeNanos() - before.firedNanos() >= keepFiringFor.toNanos();
  }

  /**
   * The JVM ends. What it did too slowly or wrongly it does no more; but one that hung has not got
   * well by that, and stays for somebody to look at.
   */
  synchronized void end(long millis) {
    for (Firing last : firing.values()) {
      Alert alert = last.alert();
      if (!alert.rule().equals(RuleStatus.UNRESPONSIVE)) {
        String words = "the JVM has ended before that was over: " + alert.summary();
        to.accept(alert.over(Alert.State.ENDED, millis, words), true);
      }
    }
    firing.clear();
    hasEnded = true;
  }

  private static Alert alert(RuleStatus rule, ServerHealth serverHealth) {
    return new Alert(
        rule.rule(),
        Alert.State.FIRING,
        rule.sinceMillis() < 0 ? serverHealth.epochMillis() : rule.sinceMillis(),
        -1,
        rule.value(),
        rule.threshold(),
        oneLine(rule.summary()),
        worst(rule.rule(), serverHealth.tools()),
        oneLine(serverHealth.serverName()));
  }

  private static List<ToolStats> worst(String rule, List<ToolStats> tools) {
    Comparator<ToolStats> order =
        rule.equals(RuleStatus.ERROR_RATE)
            ? Comparator.comparingLong(ToolStats::errors)
            : Comparator.comparingLong(ToolStats::p95);
    List<ToolStats> worst = new ArrayList<>();
    tools.stream()
        .filter(tool -> rule.equals(RuleStatus.ERROR_RATE) ? tool.errors() > 0 : tool.p95() >= 0)
        .sorted(order.reversed())
        .limit(rule.equals(RuleStatus.UNRESPONSIVE) ? 0 : MOST_TOOLS)
        .forEach(
            tool ->
                worst.add(
                    new ToolStats(
                        oneLine(tool.name()),
                        tool.requests(),
                        tool.errors(),
                        tool.p50(),
                        tool.p95(),
                        tool.p99())));
    return List.copyOf(worst);
  }

  /** A name that somebody chose is not to look like a line of ours. */
  private static String oneLine(String text) {
    if (text == null) {
      return null;
    }
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      line.append(Printable.isPlain(c) ? c : UNREADABLE);
    }
    return line.toString();
  }
}
