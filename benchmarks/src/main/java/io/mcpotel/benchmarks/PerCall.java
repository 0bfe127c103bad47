// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/** Part c: what the agent adds to one {@code tools/call}, measured in the bare SDK's own cost. */
final class PerCall {

  /** How many times the bare SDK's cost the agent may add. */
  static final double BUDGET = 3;

  /** What else there is has budgets of its own. */
  private static final List<String> CORE =
      List.of(
          "-Dotel.instrumentation.mcp.handler-spans=false",
          "-Dotel.instrumentation.mcp.metrics=basic");

  /** One round: the same calls without and with the agent, and the bare SDK. */
  record Round(CallCost none, CallCost ours, CallCost bare) {

    /** What the agent adds, as a multiple of what the bare SDK costs. */
    double ratio(Figure figure) {
      return (figure.of(ours) - figure.of(none)) / figure.of(bare);
    }
  }

  private final Beside beside;
  private final Program server;
  private final Program bareSdk;

  PerCall(Jdk jdk, Beside beside) {
    this.beside = beside;
    server = beside.server(jdk);
    bareSdk = new Program(jdk, Jars.classPath(), BareSdkCalls.class);
  }

  String report(int rounds, int bursts) {
    List<Round> all = IntStream.range(0, rounds).mapToObj(i -> round(bursts)).toList();
    Round medians =
        new Round(
            CallCost.median(all.stream().map(Round::none).toList()),
            CallCost.median(all.stream().map(Round::ours).toList()),
            CallCost.median(all.stream().map(Round::bare).toList()));
    Table table =
        new Table(
            server.jdk().toString(),
            beside.toString(),
            "**this agent**",
            "added",
            "bare SDK",
            "added / bare");
    for (Figure figure : Figure.values()) {
      row(table, figure, medians);
    }
    return table
        + budget("time that a call takes longer, to the bare SDK's", medians, Figure.THREAD_MICROS)
        + budget("bytes that a call takes more, to the bare SDK's", medians, Figure.THREAD_BYTES);
  }

  /** Each of the three in a JVM of its own. */
  Round round(int bursts) {
    String argument = String.valueOf(bursts);
    try (Sink sink = new Sink()) {
      CallCost none = run(server, beside.variant(sink.options()), argument);
      Variant ours = beside.withAgent(sink.options()).with(CORE);
      CallCost withAgent = run(server, ours, argument);
      int exports = sink.exports();
      CallCost bare = run(bareSdk, new Variant("bare SDK", sink.options()), argument);
      if (exports == 0 || sink.exports() == exports) {
        throw new IllegalStateException("something was measured that exported nothing");
      }
      return new Round(none, withAgent, bare);
    }
  }

  private static CallCost run(Program program, Variant variant, String bursts) {
    return CallCost.of(program.start(variant.options(), bursts));
  }

  private static void row(Table table, Figure figure, Round round) {
    double none = figure.of(round.none());
    double ours = figure.of(round.ours());
    table.row(
        figure.toString(),
        figure.text(none),
        figure.text(ours),
        figure.text(ours - none),
        figure.text(figure.of(round.bare())),
        Text.times(round.ratio(figure)));
  }

  private static String budget(String what, Round round, Figure figure) {
    double ratio = round.ratio(figure);
    return Text.budget(what, Text.times(ratio), Text.times(BUDGET), ratio <= BUDGET);
  }
}
