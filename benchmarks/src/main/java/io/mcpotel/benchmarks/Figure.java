// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.util.function.ToDoubleFunction;

/** What a table tells of the cost of a call. */
enum Figure {
  THREAD_MICROS("µs of the calling thread", cost -> cost.nanos() / 1000, "%,.2f"),
  THREAD_BYTES("bytes of the calling thread", CallCost::bytes, "%,.0f"),
  JVM_MICROS("µs of the JVM, export included", cost -> cost.allNanos() / 1000, "%,.2f"),
  JVM_BYTES("bytes of the JVM, export included", CallCost::allBytes, "%,.0f");

  private final String words;
  private final ToDoubleFunction<CallCost> figure;
  private final String format;

  Figure(String words, ToDoubleFunction<CallCost> figure, String format) {
    this.words = words;
    this.figure = figure;
    this.format = format;
  }

  double of(CallCost cost) {
    return figure.applyAsDouble(cost);
  }

  /** Such a figure, as it stands in a table. */
  String text(double number) {
    return Text.number(format, number);
  }

  @Override
  public String toString() {
    return words;
  }
}
