// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/** The store of one machine: an embedded database in a folder, and files of the closed days. */
public final class DuckDb implements Store {

  /**
   * How long the log becomes. Each checkpoint writes the last part of a table anew, so that a few
   * large ones are cheaper; what is in the log is read at a start, this much in about a second.
   */
  private static final String CHECKPOINT = "128MB";

  /** What the disk has left at least. One group and a checkpoint take less. */
  static final long RESERVE = 256 << 20;

  private final DataFolder folder;
  private final long reserve;
  private final Writer writer;
  private final Readers readers;
  private final Days days;
  private final Upkeep upkeep;
  private final Seen seen = new Seen();
  private LocalDate seenOn;

  private DuckDb(
      DataFolder folder, long reserve, Writer writer, Readers readers, Days days, Upkeep upkeep) {
    this.folder = folder;
    this.reserve = reserve;
    this.writer = writer;
    this.readers = readers;
    this.days = days;
    this.upkeep = upkeep;
  }

  /** Opens what is there, or makes it; the folder is closed with the store. */
  public static DuckDb open(DataFolder folder) throws StoreException {
    return open(folder, Limits.USUAL, Clock.systemUTC());
  }

  public static DuckDb open(DataFolder folder, Limits limits, Clock clock) throws StoreException {
    try {
      DayFiles files = new DayFiles(folder.days());
      return open(folder, limits, clock, RESERVE, files, OpenDaySums.STEP);
    } catch (IOException e) {
      throw new StoreException("the folder of the closed days cannot be used: " + e, e);
    }
  }

  static DuckDb open(
      DataFolder folder, Limits limits, Clock clock, long reserve, DayFiles files, int step)
      throws StoreException {
    Properties settings = new Properties();
    settings.setProperty("memory_limit", limits.memory() / 1_000 + "KB");
    settings.setProperty("threads", "2");
    settings.setProperty("checkpoint_threshold", CHECKPOINT);
    // Nothing is fetched from anywhere.
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    try {
      Writer writer =
          new Writer(
              (DuckDBConnection)
                  DriverManager.getConnection("jdbc:duckdb:" + folder.database(), settings));
      UnpackedLibrary.remove();
      // Of files that never change.
      writer.execute("SET GLOBAL parquet_metadata_cache = true");
      Schema.prepare(writer);
      Readers readers = new Readers();
      Days days = new Days(writer, files, readers, clock, new OpenDaySums(writer, step));
      Upkeep upkeep = new Upkeep(days, new Retention(limits, folder, reserve, clock), clock);
      DuckDb store = new DuckDb(folder, reserve, writer, readers, days, upkeep);
      store.rememberLastIds();
      return store;
    } catch (SQLException e) {
      throw new StoreException("the store cannot be opened: " + e.getMessage(), e);
    }
  }

  @Override
  public void append(List<Row> rows) throws StoreException {
    synchronized (writer) {
      try {
        LocalDate today = days.today();
        if (!today.equals(seenOn)) {
          seenOn = today;
          seen.newDay();
        }
        appendOn(today, rows);
      } catch (SQLException e) {
        throw new StoreException("nothing can be written: " + e.getMessage(), e);
      }
    }
  }

  @Override
  public List<Map<String, Object>> query(String text, Map<String, Object> parameters)
      throws StoreException {
    NamedSql named = NamedSql.parse(text);
    return readers.ask(() -> answer(named, parameters));
  }

  @Override
  public void drop(LocalDate day) throws StoreException {
    try {
      days.drop(day);
    } catch (SQLException | IOException e) {
      throw new StoreException("the day " + day + " cannot be dropped: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From now on days are closed when they are over, and dropped by the limits. */
  @Override
  public void startUpkeep() {
    upkeep.start();
  }

  void tend() {
    upkeep.tend();
  }

  @Override
  public void close() {
    upkeep.close();
    writer.close();
    folder.close();
  }

  private void appendOn(LocalDate today, List<Row> rows) throws StoreException, SQLException {
    Map<Table, List<Row>> byTable = new LinkedHashMap<>();
    Set<Long> fresh = new HashSet<>();
    for (Row row : rows) {
      if (!seen.contains(row) && fresh.add(row.id())) {
        byTable.computeIfAbsent(row.table(), table -> new ArrayList<>()).add(row);
      }
    }
    if (byTable.isEmpty()) {
      return;
    }
    if (folder.bytesLeft() < reserve) {
      throw new StoreException(
          "the disk of " + folder + " has less than " + (reserve >> 20) + " MB left", null);
    }
    writer.transaction(
        () -> {
          for (Map.Entry<Table, List<Row>> entry : byTable.entrySet()) {
            String name = DayTables.name(entry.getKey(), today);
            Rows.append(writer.connection(), name, entry.getValue());
          }
        });
    byTable.forEach((table, added) -> added.forEach(row -> seen.add(table, row.id())));
  }

  private List<Map<String, Object>> answer(NamedSql named, Map<String, Object> parameters)
      throws StoreException {
    try (DuckDBConnection reader = writer.reader()) {
      return Reading.USUAL.answer(reader, named, parameters);
    } catch (SQLException e) {
      throw new StoreException("the question cannot be answered: " + e.getMessage(), e);
    }
  }

  /** A sender that tries again after this process was restarted is known, too. */
  private void rememberLastIds() throws SQLException {
    seenOn = days.today();
    int each = RecentIds.GENERATION / Table.values().length;
    try (Statement statement = writer.connection().createStatement()) {
      for (Table table : Table.values()) {
        List<String> sources = days.latest(table, each);
        // Each day has its resources.
        for (String source : table == Table.RESOURCES ? sources.subList(0, 1) : sources) {
          try (ResultSet ids = statement.executeQuery("SELECT id FROM " + source)) {
            while (ids.next()) {
              seen.add(table, ids.getLong(1));
            }
          }
        }
      }
    }
  }
}
