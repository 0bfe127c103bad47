// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import io.mcpotel.hub.alert.Alert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operator's arguments, in which names that came in take the places that were left for them.
 * There is no shell, and a name that could be anything but a name is not passed at all.
 */
record CommandLine(List<String> arguments) {

  static final Set<String> PLACES = Set.of("service", "instance", "server");

  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

  /**
   * Begins with no {@code -}, which would be an option, and is no folder's {@code .} or {@code ..}.
   */
  private static final Pattern NAME = Pattern.compile("(?!-)(?!\\.{1,2}$)[A-Za-z0-9._@-]{1,255}");

  CommandLine {
    arguments = List.copyOf(arguments);
  }

  /** A place has a name that cannot be passed. */
  static final class NotPassed extends Exception {

    private static final long serialVersionUID = 1L;

    NotPassed(String place, boolean isThere) {
      super(
          isThere
              ? "the name of the "
                  + place
                  + " has other characters than A-Z a-z 0-9 . _ @ -, or"
                  + " begins with -, so that it is passed to no command"
              : "it is not known which " + place + " it is");
    }
  }

  /** Names of places, of which there are none such. */
  static List<String> unknownPlaces(String argument) {
    List<String> unknown = new ArrayList<>();
    PLACE.matcher(argument).results().map(result -> result.group(1)).forEach(unknown::add);
    unknown.removeAll(PLACES);
    return unknown;
  }

  static boolean hasPlaces(String argument) {
    return PLACE.matcher(argument).find();
  }

  /** The names that take the places. */
  Map<String, String> names(Alert alert) throws NotPassed {
    Map<String, String> names = new LinkedHashMap<>();
    for (String argument : arguments) {
      Matcher place = PLACE.matcher(argument);
      while (place.find()) {
        names.put(place.group(1), name(place.group(1), alert));
      }
    }
    return names;
  }

  List<String> filled(Map<String, String> names) {
    return arguments.stream()
        .map(
            argument ->
                PLACE
                    .matcher(argument)
                    .replaceAll(place -> Matcher.quoteReplacement(names.get(place.group(1)))))
        .toList();
  }

  private static String name(String place, Alert alert) throws NotPassed {
    String name = place.equals("server") ? alert.server() : alert.labels().get(place);
    if (name == null || !NAME.matcher(name).matches()) {
      throw new NotPassed(place, name != null);
    }
    return name;
  }
}
