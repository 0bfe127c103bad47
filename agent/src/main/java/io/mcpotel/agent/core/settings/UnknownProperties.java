// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import io.mcpotel.agent.core.AgentLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tells names that begin like those of our properties and are none, for nothing would come of them;
 * and names of which OpenTelemetry has one that is spelled almost the same. Other names of
 * OpenTelemetry's may be those of an extension.
 */
public final class UnknownProperties {

  private static final String VARIABLES = Configuration.variable(Property.PREFIX);

  /** The OpenTelemetry Java agent's module of this name has variables that begin like ours. */
  private static final String MODULE = VARIABLES + "JAVA_SDK_";

  private static final String STANDARD = "otel.";
  private static final String STANDARD_VARIABLES = "OTEL_";

  /** Modules of the Java agent and of vendors, whose names nobody knows all of. */
  private static final List<String> OF_OTHERS =
      List.of("otel.instrumentation.", "otel.javaagent.", "otel.experimental.");

  /** Two letters that have changed places are two changes. */
  private static final int ALMOST = 2;

  /** No right one is as long. */
  private static final int MOST_LOOKED_AT = 100;

  private UnknownProperties() {}

  static void warn(Configuration configuration) {
    of(configuration).forEach(AgentLog::line);
  }

  /** A line for each that somebody has set. */
  public static List<String> of(Configuration configuration) {
    return among(configuration.names(), configuration.variableNames());
  }

  /** A line for each that is wrong. */
  static List<String> among(Collection<String> properties, Collection<String> variables) {
    List<String> lines = new ArrayList<>();
    for (String name : properties) {
      if (name.startsWith(Property.PREFIX)) {
        addIfUnknown(name, Property::fullName, lines);
      } else if (name.startsWith(STANDARD) && !isOfOthers(name)) {
        addIfMisspelled(name, false, lines);
      }
    }
    for (String name : variables) {
      if (name.startsWith(VARIABLES) && !name.startsWith(MODULE)) {
        addIfUnknown(name, property -> Configuration.variable(property.fullName()), lines);
      } else if (name.startsWith(STANDARD_VARIABLES) && !isOfOthers(name)) {
        addIfMisspelled(name, true, lines);
      }
    }
    return lines;
  }

  private static void addIfMisspelled(String name, boolean variable, List<String> lines) {
    List<String> right = variable ? StandardNames.variables() : StandardNames.ALL;
    if (name.length() > MOST_LOOKED_AT || right.contains(name)) {
      return;
    }
    String nearest = null;
    int least = ALMOST + 1;
    for (String spelling : right) {
      int distance = distance(name, spelling);
      if (distance < least) {
        least = distance;
        nearest = spelling;
      }
    }
    if (nearest != null) {
      lines.add(
          OwnProperties.shown(name) + ": there is no such property; did you mean " + nearest + "?");
    }
  }

  private static boolean isOfOthers(String name) {
    for (String prefix : OF_OTHERS) {
      if (name.startsWith(prefix) || name.startsWith(Configuration.variable(prefix))) {
        return true;
      }
    }
    return false;
  }

  private static void addIfUnknown(
      String name, Function<Property, String> spelling, List<String> lines) {
    if (Stream.of(Property.values()).map(spelling).noneMatch(name::equals)) {
      lines.add(
          OwnProperties.shown(name)
              + ": there is no such property; the nearest is "
              + nearest(name, spelling)
              + ".");
    }
  }

  /** The property whose name is spelled most like this. */
  static String nearest(String name, Function<Property, String> spelling) {
    String wrong = OwnProperties.shown(name);
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (Property property : Property.values()) {
      String right = spelling.apply(property);
      int distance = distance(wrong, right);
      if (distance < least) {
        least = distance;
        nearest = right;
      }
    }
    return nearest;
  }

  /** How many characters are to be added, left out or changed (Levenshtein). */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
