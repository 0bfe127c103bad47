// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.util.Arrays;
import java.util.List;

/** A column of a table. */
public record Column(String name, Type type) {

  static List<Column> text(String... names) {
    return of(Type.TEXT, names);
  }

  static List<Column> longs(String... names) {
    return of(Type.LONG, names);
  }

  static List<Column> doubles(String... names) {
    return of(Type.DOUBLE, names);
  }

  static List<Column> times(String... names) {
    return of(Type.TIME, names);
  }

  private static List<Column> of(Type type, String... names) {
    return Arrays.stream(names).map(name -> new Column(name, type)).toList();
  }
}
