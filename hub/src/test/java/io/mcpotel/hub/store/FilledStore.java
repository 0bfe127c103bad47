// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A store of many operations in seven days, which are like those that a hub has kept. */
public final class FilledStore {

  private static final int DAYS = 7;

  private FilledStore() {}

  /** Closes the day of what a hub has kept: bytes of an operation and all that belongs to it. */
  public static double closeAndMeasure(Path data) throws Exception {
    // Its day has then been over for more than an hour, whenever that is.
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));
    try (DuckDb store = DuckDb.open(DataFolder.open(data), Limits.USUAL, later)) {
      store.tend();
      return (double) DataFolder.size(data.resolve("days")) / count(store);
    }
  }

  /**
   * Fills a store up to now with copies of closed days, each with ids and times of its own; days of
   * before are closed.
   */
  public static void fill(Path from, Path to, long operations) throws Exception {
    Instant now = Instant.now();
    String day = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS - 1) + "T00:00:00Z";
    SetClock clock = new SetClock(day);
    for (int i = 0; i < DAYS; i++) {
      Instant start = clock.instant();
      Instant end = i == DAYS - 1 ? now : start.plus(Duration.ofDays(1));
      tend(to, clock);
      try (Connection connection =
              DriverManager.getConnection("jdbc:duckdb:" + to.resolve("hub.duckdb"));
          Statement statement = connection.createStatement()) {
        copy(statement, from, start, end, operations / DAYS);
      }
      clock.advance(Duration.ofDays(1));
    }
    tend(to, Clock.fixed(now, ZoneOffset.UTC));
  }

  /**
   * Opens one.
   *
   * @param step of how many rows at least the sums of the open day are made
   */
  public static DuckDb open(Path folder, Clock clock, int step) throws Exception {
    DataFolder data = DataFolder.open(folder);
    DayFiles files = new DayFiles(data.days());
    return DuckDb.open(data, Limits.USUAL, clock, DuckDb.RESERVE, files, step);
  }

  /** Adds up what came in, and closes the days that are over. */
  public static void tend(DuckDb store) {
    store.tend();
  }

  private static void tend(Path data, Clock clock) throws StoreException {
    try (DuckDb store = DuckDb.open(DataFolder.open(data), Limits.USUAL, clock)) {
      store.tend();
    }
  }

  private static void copy(
      Statement statement, Path from, Instant start, Instant end, long operations)
      throws SQLException {
    LocalDate day = LocalDate.ofInstant(start, ZoneOffset.UTC);
    String source = from.resolve("days").toAbsolutePath() + "/*/";
    long kept;
    long first;
    long last;
    try (ResultSet result =
        statement.executeQuery(
            "SELECT count(*), epoch_us(min(time)), epoch_us(max(time)) FROM '"
                + source
                + "operations.parquet'")) {
      result.next();
      kept = result.getLong(1);
      first = result.getLong(2);
      last = result.getLong(3);
    }
    long copies = Math.max(1, Math.round((double) operations / kept));
    long share = operations * 1_000 / copies / kept;
    long micros = Duration.between(start, end).toNanos() / 1_000 / copies;
    for (long copy = 0; copy < copies; copy++) {
      long at = start.getEpochSecond() * 1_000_000 + copy * micros;
      String salt = "'" + day + copy + "'";
      for (Table table : List.of(Table.OPERATIONS, Table.SPANS)) {
        statement.execute(
            insert(table, day, source, salt, at, first, (double) micros / (last - first))
                + " WHERE hash(trace_id) % 1000 < "
                + share);
      }
    }
    statement.execute(
        "INSERT INTO "
            + DayTables.name(Table.RESOURCES, day)
            + " BY NAME SELECT * FROM '"
            + source
            + "resources.parquet'");
  }

  private static String insert(
      Table table,
      LocalDate day,
      String source,
      String salt,
      long at,
      long first,
      double stretched) {
    String time =
        "make_timestamp(CAST(" + at + " + (epoch_us(time) - " + first + ") * " + stretched;
    String id = "CAST(hash(span_id, " + salt + ") >> 1 AS BIGINT) AS id";
    boolean spans = table == Table.SPANS;
    return "INSERT INTO "
        + DayTables.name(table, day)
        + " BY NAME SELECT * REPLACE (md5(trace_id || "
        + salt
        + ") AS trace_id, left(md5(span_id || "
        + salt
        + "), 16) AS span_id, "
        + time
        + " AS BIGINT)) AS time, "
        + time
        + " + 1000000 AS BIGINT)) AS received, "
        + (spans ? "left(md5(parent_span_id || " + salt + "), 16) AS parent_span_id)" : id + ")")
        // The files of spans have none.
        + (spans ? ", " + id : "")
        + " FROM '"
        + source
        + table.sqlName()
        + ".parquet'";
  }

  private static long count(DuckDb store) throws StoreException {
    return (Long) store.query("SELECT count(*) AS n FROM operations", Map.of()).get(0).get("n");
  }
}
