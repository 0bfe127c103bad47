// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of the days that are not closed: each day has its own, as a table that is dropped
 * gives its disk back, and rows that are deleted do not.
 */
final class DayTables {

  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
  private static final Pattern NAME = Pattern.compile("[a-z]+_([0-9]{8})");

  private final Writer writer;

  DayTables(Writer writer) {
    this.writer = writer;
  }

  static String name(Table table, LocalDate day) {
    return table.sqlName() + "_" + DAY.format(day);
  }

  /** What the operations of an open day add up to. */
  static String name(Rollup rollup, LocalDate day) {
    return rollup.sqlName() + "_" + DAY.format(day);
  }

  NavigableSet<LocalDate> days() throws SQLException {
    NavigableSet<LocalDate> days = new TreeSet<>();
    try (Statement statement = writer.connection().createStatement();
        ResultSet names = statement.executeQuery("SELECT table_name FROM duckdb_tables()")) {
      while (names.next()) {
        Matcher matcher = NAME.matcher(names.getString(1).toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
          days.add(LocalDate.parse(matcher.group(1), DAY));
        }
      }
    }
    return days;
  }

  /** Makes those that are not there, and the columns that they lack, as of an older hub. */
  void create(LocalDate day) throws SQLException {
    for (Table table : Table.values()) {
      String name = name(table, day);
      writer.execute(table.create(name));
      for (Column column : table.columns()) {
        writer.execute(
            "ALTER TABLE "
                + name
                + " ADD COLUMN IF NOT EXISTS "
                + column.name()
                + " "
                + column.type().sql());
      }
    }
  }

  void drop(LocalDate day) throws SQLException {
    for (Table table : Table.values()) {
      writer.execute("DROP TABLE IF EXISTS " + name(table, day));
    }
  }
}
