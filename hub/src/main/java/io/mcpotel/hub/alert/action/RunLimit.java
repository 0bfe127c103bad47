// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often something may run at most: {@code 3 per 1h}. */
record RunLimit(int times, Duration within) {

  static final RunLimit USUAL = new RunLimit(3, Duration.ofHours(1));

  /** Of all names together: who chooses names could have as many things run as it likes. */
  private static final int USUAL_IN_ALL = 10;

  private static final Pattern FORM =
      Pattern.compile("([1-9][0-9]?) (?:per|within|in) ([1-9][0-9]{0,4})(s|m|h|d)");
  private static final Duration LONGEST = Duration.ofDays(7);

  /** What holds for all names together where nothing else is said. */
  RunLimit inAll() {
    return new RunLimit(Math.max(times, USUAL_IN_ALL), within);
  }

  /** Why it may not run now, if so; {@code when} is when it did. */
  Optional<String> forbids(List<Instant> when, Instant now) {
    Instant since = now.minus(within);
    return when.stream().filter(time -> time.isAfter(since)).count() < times
        ? Optional.empty()
        : Optional.of("ran " + times + " times within " + within.toMinutes() + " minutes already");
  }

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
