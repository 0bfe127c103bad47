// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations, percentages and sizes as people write them. */
public final class Units {

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Pattern PERCENTAGE = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,9})?) ?%");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,6}) ?([KMGT]i?)?B");

  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final Map<String, Long> BYTES =
      Map.of(
          "K",
          1_000L,
          "M",
          1_000_000L,
          "G",
          1_000_000_000L,
          "T",
          1_000_000_000_000L,
          "Ki",
          1L << 10,
          "Mi",
          1L << 20,
          "Gi",
          1L << 30,
          "Ti",
          1L << 40);

  private Units() {}

  public static Optional<Duration> duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    return matcher.matches()
        ? Optional.of(
            Duration.ofMillis(Long.parseLong(matcher.group(1)) * MILLIS.get(matcher.group(2))))
        : Optional.empty();
  }

  /** From 0 to 1. */
  static Optional<Double> percentage(String text) {
    Matcher matcher = PERCENTAGE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    double percentage = Double.parseDouble(matcher.group(1));
    return percentage <= 100 ? Optional.of(percentage / 100) : Optional.empty();
  }

  public static Optional<Long> bytes(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long unit = matcher.group(2) == null ? 1 : BYTES.get(matcher.group(2));
    return Optional.of(Long.parseLong(matcher.group(1)) * unit);
  }
}
