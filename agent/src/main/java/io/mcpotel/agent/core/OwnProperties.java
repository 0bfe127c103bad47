// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Our own properties, {@code otel.instrumentation.mcp.*}. A wrong value is told in one line, and
 * the default is used in its place.
 */
final class OwnProperties {

  private static final String PREFIX = "otel.instrumentation.mcp.";
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9}) *(ms|s|m|h|d)?");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12}) *([kmgKMG])?[bB]?");

  private final Configuration configuration;

  OwnProperties(Configuration configuration) {
    this.configuration = configuration;
  }

  /** A property as it is, or null. */
  String text(String name) {
    return configuration.get(PREFIX + name);
  }

  /** A standard property, or null. */
  String standard(String property) {
    return configuration.get(property);
  }

  boolean flag(String name, boolean otherwise) {
    String value = text(name);
    if (value == null || value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
      return value == null ? otherwise : Boolean.parseBoolean(value);
    }
    wrong(name, value, "true or false", String.valueOf(otherwise));
    return otherwise;
  }

  List<String> list(String name) {
    return split(text(name));
  }

  /** A list of these words, where {@code none} stands alone. */
  List<String> words(String name, Set<String> allowed, String otherwise) {
    String value = text(name);
    List<String> words = split(value == null ? otherwise : value.toLowerCase(Locale.ROOT));
    boolean none = words.contains("none");
    if (allowed.containsAll(none ? words.subList(1, words.size()) : words)
        && (!none || words.size() == 1)) {
      return none ? List.of() : words;
    }
    wrong(
        name,
        value,
        "none, or a list of " + String.join(", ", new TreeSet<>(allowed)),
        otherwise.isEmpty() ? "none" : otherwise);
    return split(otherwise);
  }

  <E extends Enum<E>> E one(String name, E otherwise) {
    String value = text(name);
    if (value == null) {
      return otherwise;
    }
    List<String> words = new ArrayList<>();
    for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
      String word = constant.name().toLowerCase(Locale.ROOT);
      if (word.equalsIgnoreCase(value)) {
        return constant;
      }
      words.add(word);
    }
    wrong(
        name,
        value,
        "one of " + String.join(", ", words),
        otherwise.name().toLowerCase(Locale.ROOT));
    return otherwise;
  }

  int number(String name, int otherwise) {
    String value = text(name);
    if (value == null || value.matches("0*[1-9]\\d{0,8}")) {
      return value == null ? otherwise : Integer.parseInt(value);
    }
    wrong(name, value, "a whole number above 0", String.valueOf(otherwise));
    return otherwise;
  }

  /** A time such as {@code 30s}; a number alone is of milliseconds, as in OpenTelemetry's. */
  Duration duration(String name, String otherwise) {
    String value = text(name);
    Duration duration = value == null ? null : duration(value);
    if (value != null && duration == null) {
      wrong(name, value, "a duration such as 12h or 7d", otherwise);
    }
    return duration == null ? duration(otherwise) : duration;
  }

  /** A number of bytes such as {@code 100m}. */
  long size(String name, String otherwise) {
    String value = text(name);
    long size = value == null ? -1 : size(value);
    if (value != null && size <= 0) {
      wrong(name, value, "a size such as 500k, 100m or 1g", otherwise);
    }
    return size <= 0 ? size(otherwise) : size;
  }

  private static Duration duration(String value) {
    Matcher parts = DURATION.matcher(value);
    if (!parts.matches()) {
      return null;
    }
    long number = Long.parseLong(parts.group(1));
    String unit = parts.group(2) == null ? "ms" : parts.group(2);
    return switch (unit) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofMillis(number);
    };
  }

  private static long size(String value) {
    Matcher parts = SIZE.matcher(value);
    if (!parts.matches()) {
      return -1;
    }
    int power =
        parts.group(2) == null ? 0 : "kmg".indexOf(parts.group(2).toLowerCase(Locale.ROOT)) + 1;
    return Long.parseLong(parts.group(1)) << 10 * power;
  }

  private static List<String> split(String value) {
    List<String> items = new ArrayList<>();
    for (String item : value == null ? new String[0] : value.split(",")) {
      if (!item.isBlank()) {
        items.add(item.trim());
      }
    }
    return List.copyOf(items);
  }

  private static void wrong(String name, String value, String expected, String used) {
    Problems.line(PREFIX + name + "=" + value + ": expected " + expected + "; using " + used + ".");
  }
}
