// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Part e: what all metrics cost a call, over those of the conventions. */
final class MetricsCost {

  private static final double BUDGET_BYTES = 600;

  /** That agent's bridge copies the attributes of each of the six measurements of a call. */
  private static final double BUDGET_BYTES_BRIDGED = 2_000;

  private static final double BUDGET_MICROS = 1.5;
  private static final String PREFIX = "-Dotel.instrumentation.mcp.";

  private final Beside beside;
  private final Program server;

  /** One round: with the metrics of the conventions, and with all. */
  record Round(CallCost basic, CallCost full) {

    double added(ToDoubleFunction<CallCost> cost) {
      return cost.applyAsDouble(full) - cost.applyAsDouble(basic);
    }
  }

  MetricsCost(Jdk jdk, Beside beside) {
    this.beside = beside;
    server = beside.server(jdk);
  }

  /** How many bytes they may add to the calling thread. */
  double budgetBytes() {
    return beside == Beside.JAVAAGENT ? BUDGET_BYTES_BRIDGED : BUDGET_BYTES;
  }

  String report(int rounds, int bursts) {
    List<Round> all = IntStream.range(0, rounds).mapToObj(i -> round(bursts)).toList();
    Round medians =
        new Round(
            CallCost.median(all.stream().map(Round::basic).toList()),
            CallCost.median(all.stream().map(Round::full).toList()));
    Table table =
        new Table(server.jdk().toString(), "metrics=basic", "metrics=full", beside + ", added");
    row(table, "µs of the calling thread", medians, cost -> cost.nanos() / 1000, "%,.2f");
    row(table, "bytes of the calling thread", medians, CallCost::bytes, "%,.0f");
    row(table, "µs of the JVM, export included", medians, cost -> cost.allNanos() / 1000, "%,.2f");
    row(table, "bytes of the JVM, export included", medians, CallCost::allBytes, "%,.0f");
    double micros = medians.added(CallCost::nanos) / 1000;
    double bytes = medians.added(CallCost::bytes);
    return table
        + Text.budget(
            "time that all metrics add to a call",
            Text.number("%,.2f µs", micros),
            Text.number("%,.1f µs", BUDGET_MICROS),
            micros <= BUDGET_MICROS)
        + Text.budget(
            "bytes that all metrics add to a call",
            Text.number("%,.0f", bytes),
            Text.number("%,.0f", budgetBytes()),
            bytes <= budgetBytes());
  }

  /** Each of the two in a JVM of its own. */
  Round round(int bursts) {
    try (Sink sink = new Sink()) {
      Variant ours =
          beside
              .withAgent(sink.options())
              .with(List.of(PREFIX + "handler-spans=false", PREFIX + "record=none"));
      return new Round(
          run(ours.with(List.of(PREFIX + "metrics=basic")), bursts), run(ours, bursts));
    }
  }

  private CallCost run(Variant variant, int bursts) {
    return CallCost.of(server.start(variant.options(), String.valueOf(bursts)));
  }

  private static void row(
      Table table, String name, Round round, ToDoubleFunction<CallCost> cost, String format) {
    table.row(
        name,
        Text.number(format, cost.applyAsDouble(round.basic())),
        Text.number(format, cost.applyAsDouble(round.full())),
        Text.number(format, round.added(cost)));
  }
}
