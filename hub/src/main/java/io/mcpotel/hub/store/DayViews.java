// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** SQL of the views that questions ask: a table's rows of all days, closed or not. */
final class DayViews {

  private DayViews() {}

  /** The newest days first, as most questions are about them. */
  static String create(Table table, Collection<LocalDate> open, List<Path> files) {
    String columns = table.columns().stream().map(Column::name).collect(Collectors.joining(", "));
    List<String> parts = new ArrayList<>();
    for (LocalDate day : open) {
      parts.add("SELECT " + columns + " FROM " + DayTables.name(table, day));
    }
    if (!files.isEmpty()) {
      parts.add("SELECT * FROM " + read(files));
    }
    // By name: a file of an older hub may lack a column.
    String all = String.join(" UNION ALL BY NAME ", parts);
    // Each day has its resources, so that a day can go without those of the others.
    String select = table == Table.RESOURCES ? "SELECT DISTINCT ON (id) " : "SELECT ";
    return "CREATE OR REPLACE VIEW "
        + table.sqlName()
        + " AS "
        + select
        + columns
        + " FROM ("
        + all
        + ")";
  }

  /**
   * What operations add up to.
   *
   * @param parts SQL of what is not in files
   */
  static String create(Rollup rollup, List<String> parts, List<Path> files) {
    List<String> all = new ArrayList<>(parts);
    if (!files.isEmpty()) {
      all.add("SELECT * FROM " + read(files));
    }
    return "CREATE OR REPLACE VIEW "
        + rollup.sqlName()
        + " AS "
        + String.join(" UNION ALL BY NAME ", all);
  }

  static String read(List<Path> files) {
    return files.stream()
        .map(file -> quoted(file.toAbsolutePath().toString()))
        .collect(
            Collectors.joining(
                ", ", "read_parquet([", "], union_by_name = true, hive_partitioning = false)"));
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
