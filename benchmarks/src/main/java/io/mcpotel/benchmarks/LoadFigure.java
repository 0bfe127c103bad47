// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What a table tells of a server under load. */
enum LoadFigure {
  CALLS("calls/s", LoadCost::perSecond),
  CPU("CPU per call", LoadCost::cpuMicros) {
    @Override
    double compare(LoadCost cost, LoadCost none) {
      return cost.cpuMicros() - none.cpuMicros();
    }

    @Override
    String relation(double relation) {
      return Text.number("%+,.1f µs", relation);
    }
  },
  P50("p50", LoadCost::p50Micros),
  P99("p99", LoadCost::p99Micros);

  private final String words;
  private final ToDoubleFunction<LoadCost> figure;

  /** The least, the middle and the most of what the rounds showed. */
  record Spread(double least, double median, double most) {

    static Spread of(double... values) {
      return new Spread(
          Arrays.stream(values).min().orElseThrow(),
          Medians.of(values),
          Arrays.stream(values).max().orElseThrow());
    }
  }

  LoadFigure(String words, ToDoubleFunction<LoadCost> figure) {
    this.words = words;
    this.figure = figure;
  }

  double median(List<LoadCost> rounds) {
    return Medians.of(rounds.stream().mapToDouble(figure).toArray());
  }

  /** Each round beside the same round of another server, for what else goes on hits both. */
  Spread against(List<LoadCost> rounds, List<LoadCost> none) {
    return Spread.of(
        IntStream.range(0, rounds.size())
            .mapToDouble(round -> compare(rounds.get(round), none.get(round)))
            .toArray());
  }

  double compare(LoadCost cost, LoadCost none) {
    return figure.applyAsDouble(cost) / figure.applyAsDouble(none);
  }

  /** How a table writes such a comparison. */
  String relation(double relation) {
    return Text.times(relation);
  }

  /** How a table writes the figure itself. */
  String text(double value) {
    return this == CALLS ? Text.whole(value) : Text.number("%,.0f µs", value);
  }

  @Override
  public String toString() {
    return words;
  }
}
