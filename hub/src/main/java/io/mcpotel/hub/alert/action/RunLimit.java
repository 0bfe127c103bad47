// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often something may run at most: {@code 3 per 1h}. */
record RunLimit(int times, Duration within) {

  static final RunLimit USUAL = new RunLimit(3, Duration.ofHours(1));

  private static final Pattern FORM =
      Pattern.compile("([1-9][0-9]?) (?:per|within|in) ([1-9][0-9]{0,4})(s|m|h|d)");
  private static final Duration LONGEST = Duration.ofDays(7);

  static Optional<RunLimit> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(2));
    Duration within =
        switch (matcher.group(3)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    return within.compareTo(LONGEST) > 0
        ? Optional.empty()
        : Optional.of(new RunLimit(Integer.parseInt(matcher.group(1)), within));
  }
}
