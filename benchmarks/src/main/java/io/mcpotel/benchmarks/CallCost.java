// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one call costs.
 *
 * @param nanos CPU time of the thread that calls
 * @param bytes what that thread allocates
 * @param allNanos CPU time of the whole JVM, exporter, compiler and collector included
 * @param allBytes what all threads allocate
 */
record CallCost(double nanos, double bytes, double allNanos, double allBytes) {

  static CallCost median(List<CallCost> costs) {
    return new CallCost(
        median(costs, CallCost::nanos),
        median(costs, CallCost::bytes),
        median(costs, CallCost::allNanos),
        median(costs, CallCost::allBytes));
  }

  /** One line, for the JVM that is measured. */
  String line() {
    return nanos + " " + bytes + " " + allNanos + " " + allBytes;
  }

  /** The last line that such a JVM wrote. */
  static CallCost of(Process process) {
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      double[] numbers =
          Arrays.stream(output.strip().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
      return new CallCost(numbers[0], numbers[1], numbers[2], numbers[3]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalStateException("the measured JVM ended without numbers", e);
    }
  }

  private static double median(List<CallCost> costs, ToDoubleFunction<CallCost> value) {
    return Medians.of(costs.stream().mapToDouble(value).toArray());
  }
}
