// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import java.time.Duration;
import java.util.Locale;

/** Numbers in sentences for people. */
final class ReadableNumbers {

  private static final double MILLI = 1e6;
  private static final double SECOND = 1e9;

  private ReadableNumbers() {}

  /** How many of something there are. */
  static String count(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }

  /** A time to the second. */
  static String seconds(long nanos) {
    return Math.round(nanos / SECOND) + " s";
  }

  /** A duration in the words of a rule, such as 2.4s. */
  static String duration(double nanos) {
    return nanos < SECOND ? rounded(nanos / MILLI) + "ms" : rounded(nanos / SECOND) + "s";
  }

  /** The length of a window: in minutes where it is some. */
  static String window(Duration length) {
    long seconds = length.toSeconds();
    boolean minutes = seconds >= 60 && seconds % 60 == 0;
    return minutes ? count(seconds / 60, "minute") : seconds + " seconds";
  }

  static String percent(double share) {
    return rounded(share * 100) + "%";
  }

  private static String rounded(double number) {
    String text = String.format(Locale.ROOT, number < 100 ? "%.1f" : "%.0f", number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
