// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Rows are kept by the day (UTC) on which they came in, whatever time they tell, so that a day that
 * is over never changes. Such a day is closed: its rows are written to files beside, whose folder
 * gets its name when they are whole and on disk, and then one transaction drops its tables and lets
 * the views read the files. Whatever ends the process between: where a day has a folder it counts,
 * and the tables otherwise.
 */
final class Days {

  private final Writer writer;
  private final DayTables tables;
  private final DayFiles files;
  private final Readers readers;
  private final Clock clock;
  private volatile LocalDate today;

  Days(Writer writer, DayFiles files, Readers readers, Clock clock) throws SQLException {
    this.writer = writer;
    this.tables = new DayTables(writer);
    this.files = files;
    this.readers = readers;
    this.clock = clock;
    writer.transaction(
        () -> {
          for (LocalDate day : closed()) {
            tables.drop(day);
          }
          NavigableSet<LocalDate> open = tables.days();
          today = newest(open);
          open.add(today);
          for (LocalDate day : open) {
            tables.create(day);
          }
          view(closed());
        });
  }

  /** The day of what comes in now; it may begin with this question. */
  LocalDate today() throws SQLException {
    synchronized (writer) {
      LocalDate now = LocalDate.now(clock.withZone(ZoneOffset.UTC));
      // A clock that is put back does not open a day again.
      if (now.isAfter(today)) {
        writer.transaction(
            () -> {
              tables.create(now);
              view(closed());
            });
        today = now;
      }
      return today;
    }
  }

  /** The days that are over and not closed. */
  List<LocalDate> ended() throws SQLException {
    synchronized (writer) {
      return List.copyOf(tables.days().headSet(today(), false));
    }
  }

  NavigableSet<LocalDate> closed() throws SQLException {
    try {
      return files.days();
    } catch (IOException e) {
      throw new SQLException("the folder of the closed days cannot be read: " + e, e);
    }
  }

  /** Writes a day that is over to files and drops its tables; questions and the writer go on. */
  synchronized void close(LocalDate day) throws SQLException, IOException {
    if (!files.days().contains(day)) {
      Path draft = files.draft(day);
      for (Table table : Table.values()) {
        write(table, day, draft);
      }
      files.publish(day);
    }
    forget(day, closed());
  }

  /** The rows of a day are gone for questions at once, and from the disk when it returns. */
  synchronized void drop(LocalDate day) throws SQLException, IOException, InterruptedException {
    if (!day.isBefore(today)) {
      throw new IllegalArgumentException("the day " + day + " is not over");
    }
    NavigableSet<LocalDate> left = closed();
    left.remove(day);
    forget(day, left);
    readers.awaitEarlier();
    files.drop(day);
  }

  long size(LocalDate day) {
    return files.size(day);
  }

  /** Where a table's last rows are: those of today, and of the last hour before it. */
  List<String> latest(Table table, int most) throws SQLException {
    String name = DayTables.name(table, today);
    String lately =
        " WHERE received > make_timestamp("
            + clock.instant().minusSeconds(3_600).toEpochMilli() * 1_000
            + ") LIMIT "
            + most;
    List<String> sources = new ArrayList<>();
    sources.add(name + " WHERE rowid > (SELECT max(rowid) FROM " + name + ") - " + most);
    for (LocalDate day : tables.days().headSet(today, false)) {
      sources.add(DayTables.name(table, day) + lately);
    }
    NavigableSet<LocalDate> closed = closed();
    if (!closed.isEmpty()) {
      files
          .file(table, closed.last())
          .ifPresent(file -> sources.add(DayViews.read(List.of(file)) + lately));
    }
    return sources;
  }

  private void write(Table table, LocalDate day, Path folder) throws SQLException {
    String name = DayTables.name(table, day);
    try (var reader = writer.reader();
        Statement statement = reader.createStatement()) {
      try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + name)) {
        count.next();
        if (count.getLong(1) == 0) {
          return;
        }
      }
      statement.execute(
          "COPY (SELECT * FROM "
              + name
              + ") TO "
              + DayViews.quoted(DayFiles.in(folder, table).toAbsolutePath().toString())
              + " (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2)");
    }
  }

  private void forget(LocalDate day, NavigableSet<LocalDate> closed) throws SQLException {
    writer.transaction(
        () -> {
          tables.drop(day);
          view(closed);
        });
  }

  private void view(NavigableSet<LocalDate> closed) throws SQLException {
    NavigableSet<LocalDate> open = tables.days();
    open.removeAll(closed);
    for (Table table : Table.values()) {
      List<Path> paths = new ArrayList<>();
      for (LocalDate day : closed.descendingSet()) {
        files.file(table, day).ifPresent(paths::add);
      }
      writer.execute(DayViews.create(table, open.descendingSet(), paths));
    }
  }

  private LocalDate newest(NavigableSet<LocalDate> open) throws SQLException {
    NavigableSet<LocalDate> days = new TreeSet<>(open);
    days.add(LocalDate.now(clock.withZone(ZoneOffset.UTC)));
    NavigableSet<LocalDate> closed = closed();
    if (!closed.isEmpty()) {
      days.add(closed.last().plusDays(1));
    }
    return days.last();
  }
}
