// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.privacy;

import io.mcpotel.it.app.newest.Place;
import io.mcpotel.it.support.receiver.RawExports;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where something that left has the mark of a place. */
final class FoundMarks {

  private final Map<Place, Set<String>> where = new EnumMap<>(Place.class);

  FoundMarks in(RawExports exports, String path) {
    exports.texts(path, this::in);
    return this;
  }

  FoundMarks in(String name, String text) {
    for (Place place : Place.values()) {
      if (text.contains(place.mark())) {
        where.computeIfAbsent(place, any -> new TreeSet<>()).add(name);
      }
    }
    return this;
  }

  /** In a value of JSON, wherever it stands; what is in a list has the list's name. */
  FoundMarks inJson(String name, Object value) {
    if (value instanceof Map<?, ?> object) {
      String prefix = name.isEmpty() ? "" : name + ".";
      object.forEach(
          (member, of) -> {
            in(prefix + member, String.valueOf(member));
            inJson(prefix + member, of);
          });
    } else if (value instanceof Iterable<?> items) {
      items.forEach(item -> inJson(name, item));
    } else {
      in(name, String.valueOf(value));
    }
    return this;
  }

  Set<Place> places() {
    return where.keySet();
  }

  /** Of a row of a table, with the bar that ends it. */
  String cell(Place place) {
    return where.getOrDefault(place, Set.of()).stream()
        .map(name -> "`" + name + "`")
        .collect(Collectors.collectingAndThen(Collectors.joining(", "), FoundMarks::ended));
  }

  private static String ended(String cell) {
    return cell.isEmpty() ? " |" : " " + cell + " |";
  }
}
