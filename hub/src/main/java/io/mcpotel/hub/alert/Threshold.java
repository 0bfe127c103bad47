// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a rule lets pass.
 *
 * @param value a share of 1, milliseconds, or a number of something
 * @param text as it was written
 */
public record Threshold(Unit unit, double value, String text) {

  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?) ?(%|ms|s|m|_consecutive_failures|)");

  /** What it is a number of. */
  public enum Unit {
    SHARE,
    MILLIS,
    FAILURES,
    COUNT
  }

  static Threshold percent(double percent) {
    return new Threshold(Unit.SHARE, percent / 100, Words.number(percent) + "%");
  }

  static Threshold millis(double millis) {
    return new Threshold(Unit.MILLIS, millis, Words.millis(millis));
  }

  static Threshold failures(int count) {
    return new Threshold(Unit.FAILURES, count, count + "_consecutive_failures");
  }

  static Threshold count(double count) {
    return new Threshold(Unit.COUNT, count, Words.number(count));
  }

  /** {@code 5%}, {@code 2000ms}, {@code 2s}, {@code 3_consecutive_failures} or {@code 20}. */
  public static Optional<Threshold> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    double number = Double.parseDouble(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "%" -> new Threshold(Unit.SHARE, number / 100, text.strip());
          case "ms" -> new Threshold(Unit.MILLIS, number, text.strip());
          case "s" -> new Threshold(Unit.MILLIS, number * 1_000, text.strip());
          case "m" -> new Threshold(Unit.MILLIS, number * 60_000, text.strip());
          case "_consecutive_failures" -> new Threshold(Unit.FAILURES, number, text.strip());
          default -> new Threshold(Unit.COUNT, number, text.strip());
        });
  }
}
