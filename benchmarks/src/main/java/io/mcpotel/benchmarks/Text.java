// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.util.Locale;

/** How numbers are written. */
final class Text {

  private Text() {}

  static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  static String signed(double value) {
    return String.format(Locale.ROOT, "%+,.0f", value);
  }

  static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2f ×", ratio);
  }

  static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.0f %%", ratio * 100);
  }

  /** The sentence that follows a table. */
  static String budget(String what, String value, String atMost, boolean kept) {
    return goal(what, value, "at most " + atMost, kept);
  }

  /** The same, of what is no upper bound alone. */
  static String goal(String what, String value, String wanted, boolean kept) {
    return "\nBudget: "
        + what
        + ": "
        + value
        + " of "
        + wanted
        + ": "
        + (kept ? "ok" : "**over**")
        + ".\n";
  }
}
