// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import io.mcpotel.agent.core.AgentLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Our own properties, {@code otel.instrumentation.mcp.*}. A wrong value is logged in one line, and
 * in its place the default is used, or the bound of a number that is beyond it.
 */
final class OwnProperties {

  /** A line is to stay one that can be read, whatever somebody has set. */
  private static final int MOST_SHOWN = 100;

  private static final int LAST_PORT = 65_535;

  private final Configuration configuration;

  OwnProperties(Configuration configuration) {
    this.configuration = configuration;
  }

  /** A property as it is, or null. */
  String text(Property property) {
    return configuration.get(property.fullName());
  }

  boolean flag(Property property, boolean otherwise) {
    return flag(property.fullName(), otherwise);
  }

  /** By its full name, which may be of a property that is not only ours. */
  boolean flag(String fullName, boolean otherwise) {
    String value = configuration.get(fullName);
    if (value == null || value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
      return value == null ? otherwise : Boolean.parseBoolean(value);
    }
    wrong(fullName, value, "true or false", String.valueOf(otherwise));
    return otherwise;
  }

  List<String> list(Property property) {
    return split(text(property));
  }

  /** A list of these words, where {@code none} stands alone. */
  List<String> words(Property property, Set<String> allowed, String otherwise) {
    String value = text(property);
    List<String> words = split(value == null ? otherwise : value.toLowerCase(Locale.ROOT));
    boolean none = words.contains("none");
    if (allowed.containsAll(none ? words.subList(1, words.size()) : words)
        && (!none || words.size() == 1)) {
      return none ? List.of() : words;
    }
    wrong(
        property.fullName(),
        value,
        "none, or a list of " + String.join(", ", new TreeSet<>(allowed)),
        otherwise.isEmpty() ? "none" : otherwise);
    return split(otherwise);
  }

  <E extends Enum<E>> E one(Property property, E otherwise) {
    String value = text(property);
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
        property.fullName(),
        value,
        "one of " + String.join(", ", words),
        otherwise.name().toLowerCase(Locale.ROOT));
    return otherwise;
  }

  int number(Property property, String otherwise) {
    return (int) quantity(property, Quantity.COUNT, otherwise);
  }

  /** A port to listen at, or 0 where none is set: what is no port is as good as none. */
  int port(Property property) {
    String value = text(property);
    if (value == null || value.equalsIgnoreCase("off")) {
      return 0;
    }
    int number = value.matches("\\d{1,5}") ? Integer.parseInt(value) : 0;
    if (number > 0 && number <= LAST_PORT) {
      return number;
    }
    wrong(property.fullName(), value, "off, or a port from 1 to " + LAST_PORT, "off");
    return 0;
  }

  /** A time such as {@code 30s}; what is off is as far away as a duration of nanoseconds can be. */
  Duration duration(Property property, String otherwise) {
    return Duration.ofNanos(quantity(property, Quantity.DURATION, otherwise));
  }

  /** A number of bytes such as {@code 100m}. */
  long size(Property property, String otherwise) {
    return quantity(property, Quantity.SIZE, otherwise);
  }

  /** A text that this makes something of; it makes null of one that is wrong. Null is off. */
  <T> T rule(Property property, Function<String, T> read, String expected, String otherwise) {
    String value = text(property);
    if (value == null || value.equalsIgnoreCase("off")) {
      return value == null ? read.apply(otherwise) : null;
    }
    T rule = read.apply(value);
    if (rule == null) {
      wrong(property.fullName(), value, expected, otherwise);
      return read.apply(otherwise);
    }
    return rule;
  }

  private long quantity(Property property, Quantity quantity, String otherwise) {
    String value = text(property);
    String used = value == null ? otherwise : quantity.inBounds(value, otherwise);
    if (value != null && !used.equals(value)) {
      wrong(property.fullName(), value, quantity.expected(), used);
    }
    return quantity.of(used);
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

  private static void wrong(String fullName, String value, String expected, String used) {
    AgentLog.line(
        fullName + "=" + shown(value) + ": expected " + expected + "; using " + used + ".");
  }

  static String shown(String value) {
    String line = value.replaceAll("\\p{Cntrl}", " ");
    return line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line;
  }
}
