// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a property with a number in it tells, and between which bounds: durations in nanoseconds,
 * sizes in bytes.
 */
public enum Quantity {
  COUNT("a whole number", "1", "100000000", Map.of("", 1L)),

  /**
   * A number alone is of milliseconds, as in OpenTelemetry's; beyond 292 years, a long overflows.
   */
  DURATION(
      "off, or a duration such as 30s or 12h",
      "1ms",
      "36500d",
      Map.of(
          "", 1_000_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L)),

  /** A file that is smaller has no room for a record. */
  SIZE(
      "off, or a size such as 500k or 2g",
      "64k",
      "1000000g",
      Map.of(
          "", 1L, "b", 1L, "k", 1L << 10, "kb", 1L << 10, "m", 1L << 20, "mb", 1L << 20, "g",
          1L << 30, "gb", 1L << 30));

  /** What nothing ever comes to: that which is off. */
  static final long NEVER = Long.MAX_VALUE;

  private static final String OFF = "off";
  private static final Pattern TEXT = Pattern.compile("(\\d+) *([a-z]*)");
  private static final long UNKNOWN = -1;

  private final String expected;
  private final String least;
  private final String most;
  private final Map<String, Long> units;

  Quantity(String expected, String least, String most, Map<String, Long> units) {
    this.expected = expected;
    this.least = least;
    this.most = most;
    this.units = units;
  }

  /** In words, what is taken. */
  String expected() {
    return expected + ", from " + least + " to " + most;
  }

  /** What is to be used for a text: itself, the bound that it is beyond, or else this. */
  String inBounds(String text, String otherwise) {
    long amount = of(text);
    if (isOff(text) || amount >= of(least) && amount <= of(most)) {
      return text;
    }
    // No amount at all is a mistake, or meant as "off", and nothing that the least comes near to.
    return amount <= 0 ? otherwise : amount < of(least) ? least : most;
  }

  /** How much a text says, without bounds; negative where it says nothing that is known. */
  public long of(String text) {
    if (isOff(text)) {
      return NEVER;
    }
    Matcher parts = TEXT.matcher(text.toLowerCase(Locale.ROOT));
    Long unit = parts.matches() ? units.get(parts.group(2)) : null;
    if (unit == null) {
      return UNKNOWN;
    }
    try {
      return Math.multiplyExact(Long.parseLong(parts.group(1)), unit);
    } catch (ArithmeticException | NumberFormatException e) {
      // More than a long holds.
      return NEVER;
    }
  }

  private boolean isOff(String text) {
    return this != COUNT && text.equalsIgnoreCase(OFF);
  }
}
