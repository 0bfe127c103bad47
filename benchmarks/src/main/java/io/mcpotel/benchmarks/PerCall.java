// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;
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
    double ratio(ToDoubleFunction<CallCost> cost) {
      return (cost.applyAsDouble(ours) - cost.applyAsDouble(none)) / cost.applyAsDouble(bare);
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
    row(table, "µs of the calling thread", medians, cost -> cost.nanos() / 1000, "%,.2f");
    row(table, "bytes of the calling thread", medians, CallCost::bytes, "%,.0f");
    row(table, "µs of the JVM, export included", medians, cost -> cost.allNanos() / 1000, "%,.2f");
    row(table, "bytes of the JVM, export included", medians, CallCost::allBytes, "%,.0f");
    return table
        + budget("time that a call takes longer, to the bare SDK's", medians, CallCost::nanos)
        + budget("bytes that a call takes more, to the bare SDK's", medians, CallCost::bytes);
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

  private static void row(
      Table table, String name, Round round, ToDoubleFunction<CallCost> cost, String format) {
    double none = cost.applyAsDouble(round.none());
    double ours = cost.applyAsDouble(round.ours());
    table.row(
        name,
        Text.number(format, none),
        Text.number(format, ours),
        Text.number(format, ours - none),
        Text.number(format, cost.applyAsDouble(round.bare())),
        Text.times(round.ratio(cost)));
  }

  private static String budget(String what, Round round, ToDoubleFunction<CallCost> cost) {
    double ratio = round.ratio(cost);
    return Text.budget(what, Text.times(ratio), Text.times(BUDGET), ratio <= BUDGET);
  }
}
