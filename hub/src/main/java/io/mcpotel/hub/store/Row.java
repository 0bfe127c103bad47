// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

/** A row that is being filled; what is not set is NULL. */
public final class Row {

  private final Table table;
  private final Object[] values;

  private Row(Table table, long id) {
    this.table = table;
    values = new Object[table.columns().size()];
    values[0] = id;
  }

  /** A row with an id that is the same whenever the same thing comes in again. */
  public static Row of(Table table, long id) {
    return new Row(table, id);
  }

  public Table table() {
    return table;
  }

  public long id() {
    return (Long) values[0];
  }

  /** The day (UTC) on which it came in. */
  LocalDate receivedOn() {
    long micros = (Long) get("received");
    return LocalDate.ofEpochDay(Math.floorDiv(micros, TimeUnit.DAYS.toMicros(1)));
  }

  /** A column of {@link Type#TEXT}. */
  public Row set(String column, String value) {
    return put(column, Type.TEXT, value);
  }

  /** A column of {@link Type#LONG} or {@link Type#TIME}. */
  public Row set(String column, Long value) {
    int index = table.index(column);
    return put(
        column, table.columns().get(index).type() == Type.TIME ? Type.TIME : Type.LONG, value);
  }

  /** A column of {@link Type#DOUBLE}. */
  public Row set(String column, Double value) {
    return put(column, Type.DOUBLE, value);
  }

  public Object get(String column) {
    return values[table.index(column)];
  }

  Object value(int index) {
    return values[index];
  }

  private Row put(String column, Type type, Object value) {
    int index = table.index(column);
    if (table.columns().get(index).type() != type) {
      throw new IllegalArgumentException(table + "." + column + " is no " + type);
    }
    values[index] = value;
    return this;
  }
}
