// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Rows are kept by the day (UTC) on which they came in, whatever time they tell, so that a day that
 * is over never changes. Such a day is closed: its rows are written to files beside, whose folder
 * gets its name when they are whole and on disk, and then one transaction drops its tables and lets
 * the views read the files. Whatever ends the process between: where a day has a folder it counts,
 * and the tables otherwise.
 */
final class Days {

  private static final Duration LATELY = Duration.ofHours(1);

  private final Writer writer;
  private final DayTables tables;
  private final OpenDaySums sums;
  private final DayFiles files;
  private final Readers readers;
  private final Clock clock;
  private volatile LocalDate today;

  Days(Writer writer, DayFiles files, Readers readers, Clock clock, OpenDaySums sums)
      throws SQLException {
    this.writer = writer;
    this.tables = new DayTables(writer);
    this.sums = sums;
    this.files = files;
    this.readers = readers;
    this.clock = clock;
    writer.transaction(
        () -> {
          for (LocalDate day : closed()) {
            dropTables(day);
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

  /** The days that may be closed: those that were over an hour ago, for {@link #latest}. */
  List<LocalDate> ended() throws SQLException {
    LocalDate open = today();
    LocalDate lately = LocalDate.ofInstant(clock.instant().minus(LATELY), ZoneOffset.UTC);
    synchronized (writer) {
      return List.copyOf(tables.days().headSet(lately.isBefore(open) ? lately : open, false));
    }
  }

  /** Adds up what came in today, so that questions over long ranges read less of it. */
  synchronized void addUpToday() throws SQLException {
    sums.grow(
        today(),
        connection -> {
          NavigableSet<LocalDate> closed = closed();
          NavigableSet<LocalDate> open = tables.days();
          open.removeAll(closed);
          viewRollups(connection, open, closed);
        });
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
        try (Connection reader = writer.reader()) {
          DayExport.write(reader, table, day, DayFiles.in(draft, table));
        }
      }
      for (Rollup rollup : Rollup.values()) {
        try (Connection reader = writer.reader()) {
          DayExport.write(reader, rollup, day, DayFiles.in(draft, rollup));
        }
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
    List<String> sources = new ArrayList<>();
    sources.add(name + " WHERE rowid > (SELECT max(rowid) FROM " + name + ") - " + most);
    for (LocalDate day : tables.days().headSet(today, false)) {
      sources.add(
          DayTables.name(table, day)
              + " WHERE received > make_timestamp("
              + clock.instant().minus(LATELY).toEpochMilli() * 1_000
              + ") LIMIT "
              + most);
    }
    return sources;
  }

  private void forget(LocalDate day, NavigableSet<LocalDate> closed) throws SQLException {
    writer.transaction(
        () -> {
          dropTables(day);
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
    viewRollups(writer.connection(), open, closed);
  }

  private void viewRollups(
      Connection connection, NavigableSet<LocalDate> open, NavigableSet<LocalDate> closed)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (Rollup rollup : Rollup.values()) {
        List<String> parts = new ArrayList<>();
        for (LocalDate day : open) {
          parts.addAll(OpenDaySums.parts(connection, rollup, day));
        }
        List<Path> paths = new ArrayList<>();
        for (LocalDate day : closed) {
          Optional<Path> added = files.file(rollup, day);
          added.ifPresent(paths::add);
          if (added.isEmpty()) {
            files
                .file(Table.OPERATIONS, day)
                .ifPresent(file -> parts.add(rollup.single(DayViews.read(List.of(file)))));
          }
        }
        statement.execute(DayViews.create(rollup, parts, paths));
        String all = rollup.single(Table.OPERATIONS.sqlName());
        statement.execute("CREATE OR REPLACE VIEW " + rollup.singleName() + " AS " + all);
      }
    }
  }

  private void dropTables(LocalDate day) throws SQLException {
    tables.drop(day);
    sums.drop(day);
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
