// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is put under load, and for how long.
 *
 * @param rounds bursts of each server with each number of connections
 * @param burstMillis how long one is
 * @param warmCalls how many calls a server gets before, at least
 * @param steadyBursts in how many bursts before them next to nothing is compiled
 */
record LoadPlan(
    List<Transport> transports,
    List<Variant> variants,
    int rounds,
    long burstMillis,
    int warmCalls,
    int steadyBursts) {

  /** Makes it short, and leaves the OpenTelemetry Java agent out. */
  static final String QUICK = "quick";

  private static final String PREFIX = "-Dotel.instrumentation.mcp.";

  /**
   * What words ask for: {@code quick}, transports that alone are measured, and settings of this
   * agent that are measured as well, such as {@code record=none}, {@code metrics=basic+record=none}
   * or {@code otel.traces.sampler=always_off}.
   */
  static LoadPlan of(List<String> words) {
    LoadPlan plan = words.contains(QUICK) ? quick() : full();
    List<Transport> transports =
        words.stream().map(Transport::named).flatMap(Optional::stream).toList();
    List<Variant> variants = new ArrayList<>(plan.variants);
    words.stream().filter(LoadPlan::isSetting).map(LoadPlan::ours).forEach(variants::add);
    return new LoadPlan(
        transports.isEmpty() ? plan.transports : transports,
        variants,
        plan.rounds,
        plan.burstMillis,
        plan.warmCalls,
        plan.steadyBursts);
  }

  /** Whether this is a word of such a plan. */
  static boolean isWord(String word) {
    return word.equals(QUICK) || isSetting(word) || Transport.named(word).isPresent();
  }

  private static boolean isSetting(String word) {
    return word.contains("=");
  }

  /** This agent with settings, which {@code +} joins. */
  static Variant ours(String settings) {
    List<String> options =
        Arrays.stream(settings.split("\\+"))
            .map(setting -> (setting.startsWith("otel.") ? "-D" : PREFIX) + setting)
            .toList();
    return new Variant("this agent, " + settings, Variant.ours().options()).with(options);
  }

  /** When a server is warm: over stdio after fewer calls, for each is a risk there. */
  WarmUp warmUp(Transport transport) {
    return transport == Transport.STDIO
        ? new WarmUp(warmCalls / 4, 1)
        : new WarmUp(warmCalls, steadyBursts);
  }

  @Override
  public String toString() {
    return Text.number("%.1f", burstMillis / 1e3)
        + " s of calls at a time, in "
        + rounds
        + " rounds, the servers in shuffled turns. Ratios are medians of the rounds', each to no agent"
        + " in the same round; CPU is the server process's own, with its exports.";
  }

  /** About two minutes. */
  private static LoadPlan quick() {
    return new LoadPlan(List.of(Transport.values()), fewVariants(), 3, 500, 20_000, 1);
  }

  /** About thirty. */
  private static LoadPlan full() {
    return new LoadPlan(List.of(Transport.values()), everyVariant(), 8, 1_000, 80_000, 12);
  }

  private static List<Variant> fewVariants() {
    return List.of(
        Variant.NONE,
        new Variant("no agent, again", List.of()),
        Variant.byHand(),
        Variant.sameByHand(),
        Variant.ours(),
        ours("metrics=basic"));
  }

  private static List<Variant> everyVariant() {
    List<Variant> variants = new ArrayList<>(fewVariants());
    variants.add(Variant.openTelemetry());
    variants.add(new Variant("both agents", Beside.JAVAAGENT.withAgent(List.of()).options()));
    return variants;
  }
}
