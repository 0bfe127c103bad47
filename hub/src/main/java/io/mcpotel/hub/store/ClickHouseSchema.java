// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables in ClickHouse, which are made of {@link Table}. Rows that have the same time and id
 * are one: the engine keeps the last of them when it merges, and questions are asked with FINAL.
 * Each day on which rows came in is a partition, so that old ones go as a whole.
 */
public final class ClickHouseSchema {

  static final int VERSION = 1;
  static final String VERSIONS = "schema_version";

  /** What is never null: the key, and what a day goes by. */
  private static final Set<String> KNOWN = Set.of("id", "time", "received");

  /** Texts that are different in nearly each row. */
  private static final Set<String> MANIFOLD =
      Set.of(
          "trace_id",
          "span_id",
          "parent_span_id",
          "session_id",
          "request_id",
          "resource_uri",
          "status_message",
          "body",
          "content",
          "events",
          "links",
          "buckets",
          "attributes");

  private static final List<String> LOOKED_UP = List.of("trace_id", "session_id");

  private ClickHouseSchema() {}

  /**
   * What makes the tables that are not there, and the columns that those of an older hub lack;
   * nothing where all is there, so that the user need not be allowed to.
   *
   * @param found the columns of each table that is there
   */
  static List<String> missing(Map<String, Set<String>> found, Duration retention) {
    List<String> statements = new ArrayList<>();
    for (Table table : Table.values()) {
      Set<String> columns = found.get(table.sqlName());
      if (columns == null) {
        statements.add(create(table, retention));
        continue;
      }
      String added =
          table.columns().stream()
              .filter(column -> !columns.contains(column.name()))
              .map(column -> "ADD COLUMN IF NOT EXISTS " + definition(column))
              .collect(Collectors.joining(", "));
      if (!added.isEmpty()) {
        statements.add("ALTER TABLE " + table.sqlName() + " " + added);
      }
    }
    return statements;
  }

  /** The tables, and what notes their version. */
  public static List<String> creation(Duration retention) {
    List<String> statements = new ArrayList<>();
    for (Table table : Table.values()) {
      statements.add(create(table, retention));
    }
    statements.addAll(noted());
    return statements;
  }

  static List<String> noted() {
    return List.of(
        "CREATE TABLE IF NOT EXISTS "
            + VERSIONS
            + " (version UInt32) ENGINE = ReplacingMergeTree ORDER BY version",
        "INSERT INTO " + VERSIONS + " VALUES (" + VERSION + ")");
  }

  /** When a partition goes: as long after its day as days are kept. */
  static String ttl(Duration retention) {
    return "toStartOfDay(received) + toIntervalSecond("
        + (Duration.ofDays(1).toSeconds() + retention.toSeconds())
        + ")";
  }

  private static String create(Table table, Duration retention) {
    List<String> parts = new ArrayList<>();
    table.columns().forEach(column -> parts.add("  " + definition(column)));
    // Of a record and its span, which tell the same operation, the record stays: it has more.
    boolean twofold = table == Table.OPERATIONS;
    if (twofold) {
      parts.add("  of_record UInt8 MATERIALIZED isNotNull(agent_version)");
    }
    List<String> names = table.columns().stream().map(Column::name).toList();
    LOOKED_UP.stream()
        .filter(names::contains)
        .forEach(
            name ->
                parts.add("  INDEX by_" + name + " " + name + " TYPE bloom_filter GRANULARITY 4"));
    return parts.stream()
        .collect(
            Collectors.joining(
                ",\n",
                "CREATE TABLE IF NOT EXISTS " + table.sqlName() + " (\n",
                "\n)\nENGINE = ReplacingMergeTree"
                    + (twofold ? "(of_record)" : "")
                    + "\nPARTITION BY toDate(received)\nORDER BY ("
                    // One row tells of a resource, whenever it is told.
                    + (table == Table.RESOURCES ? "id" : "time, id")
                    + ")\nTTL "
                    + ttl(retention)
                    + "\nSETTINGS ttl_only_drop_parts = 1"));
  }

  private static String definition(Column column) {
    String type =
        switch (column.type()) {
          case TEXT -> "String";
          case LONG -> "Int64";
          case DOUBLE -> "Float64";
          case TIME -> "DateTime64(6, 'UTC')";
        };
    if (KNOWN.contains(column.name())) {
      return column.name() + " " + type;
    }
    boolean repeated = column.type() == Type.TEXT && !MANIFOLD.contains(column.name());
    String nullable = "Nullable(" + type + ")";
    return column.name() + " " + (repeated ? "LowCardinality(" + nullable + ")" : nullable);
  }
}
