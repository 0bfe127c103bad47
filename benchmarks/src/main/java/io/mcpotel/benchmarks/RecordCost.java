// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/** What the record of a call costs, measured in what its span costs: each is left out once. */
final class RecordCost {

  /** How many times the span's cost the record may add. */
  static final double BUDGET = 0.5;

  private static final String PREFIX = "-Dotel.instrumentation.mcp.";
  private static final List<String> NO_RECORD =
      List.of(PREFIX + "handler-spans=false", PREFIX + "record=none");

  private final Program server;

  /** One round: metrics alone, with the span, and with span and record. */
  record Round(CallCost metrics, CallCost span, CallCost record) {

    double ofSpan(Figure figure) {
      return figure.of(span) - figure.of(metrics);
    }

    double ofRecord(Figure figure) {
      return figure.of(record) - figure.of(span);
    }

    double ratio(Figure figure) {
      return ofRecord(figure) / ofSpan(figure);
    }
  }

  RecordCost(Jdk jdk) {
    server = Beside.NOTHING.server(jdk);
  }

  String report(int rounds, int bursts) {
    List<Round> all = IntStream.range(0, rounds).mapToObj(i -> round(bursts)).toList();
    Round medians =
        new Round(
            CallCost.median(all.stream().map(Round::metrics).toList()),
            CallCost.median(all.stream().map(Round::span).toList()),
            CallCost.median(all.stream().map(Round::record).toList()));
    Table table = new Table(server.jdk().toString(), "the span", "the record", "record / span");
    for (Figure figure : Figure.values()) {
      row(table, figure, medians);
    }
    return table
        + budget("time of a call's record, to its span's", medians, Figure.THREAD_MICROS)
        + budget("bytes of a call's record, to its span's", medians, Figure.THREAD_BYTES);
  }

  /** Each of the three in a JVM of its own. */
  Round round(int bursts) {
    String argument = String.valueOf(bursts);
    try (Sink sink = new Sink()) {
      Variant ours = Variant.ours().with(sink.options());
      Variant span = ours.with(NO_RECORD);
      return new Round(
          run(span.with(List.of(PREFIX + "mode=metrics")), argument),
          run(span, argument),
          run(ours.with(NO_RECORD.subList(0, 1)), argument));
    }
  }

  private CallCost run(Variant variant, String bursts) {
    return CallCost.of(server.start(variant.options(), bursts));
  }

  private static void row(Table table, Figure figure, Round round) {
    table.row(
        figure.toString(),
        figure.text(round.ofSpan(figure)),
        figure.text(round.ofRecord(figure)),
        Text.times(round.ratio(figure)));
  }

  private static String budget(String what, Round round, Figure figure) {
    double ratio = round.ratio(figure);
    return Text.budget(what, Text.times(ratio), Text.times(BUDGET), ratio <= BUDGET);
  }
}
