// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the operations of an hour or a day add up to, for questions over long ranges. It is made
 * once of each day that is closed. Of other operations there is a row for each, which says the same
 * to a question that adds up, if its range is of whole hours or days (UTC).
 */
enum Rollup {
  CALLS_BY_HOUR("calls", "hour"),
  DURATIONS_BY_HOUR("durations", "hour"),
  DURATIONS_BY_DAY("durations", "day"),
  TOOL_VALUES_BY_HOUR("tool_values", "hour"),
  TOOL_VALUES_BY_DAY("tool_values", "day");

  private static final Pattern OPERATIONS = Pattern.compile("\\bFROM operations\\b");

  private final String singleName;
  private final String single;
  private final String addedUp;

  Rollup(String file, String unit) {
    singleName = "single_" + file;
    single = sql(file);
    addedUp = sql(file + "_added_up").replace("'hour'", "'" + unit + "'");
  }

  String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The view with a row for each operation, for any range. */
  String singleName() {
    return singleName;
  }

  /** A row for each of these operations. */
  String single(String operations) {
    return OPERATIONS.matcher(single).replaceAll(Matcher.quoteReplacement("FROM " + operations));
  }

  /** A row for those of one hour or day that are alike. */
  String addedUp(String operations) {
    return addedUp.replace("FROM single", "FROM (" + single(operations) + ") AS single");
  }

  /** A question, where there are no views of these. */
  static String inlined(String question) {
    String text = question;
    for (Rollup rollup : values()) {
      for (String name : new String[] {rollup.sqlName(), rollup.singleName}) {
        text = text.replaceAll("\\bFROM " + name + "\\b", rollup.subquery(name));
      }
    }
    return text;
  }

  private String subquery(String name) {
    return Matcher.quoteReplacement("FROM (" + single("operations") + ") AS " + name);
  }

  private static String sql(String name) {
    try (InputStream file = Rollup.class.getResourceAsStream(name + ".sql")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("--"))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
