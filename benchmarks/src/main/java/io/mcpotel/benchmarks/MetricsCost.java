// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.util.List;
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

    double added(Figure figure) {
      return figure.of(full) - figure.of(basic);
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
    for (Figure figure : Figure.values()) {
      row(table, figure, medians);
    }
    double micros = medians.added(Figure.THREAD_MICROS);
    double bytes = medians.added(Figure.THREAD_BYTES);
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

  private static void row(Table table, Figure figure, Round round) {
    table.row(
        figure.toString(),
        figure.text(figure.of(round.basic())),
        figure.text(figure.of(round.full())),
        figure.text(round.added(figure)));
  }
}
