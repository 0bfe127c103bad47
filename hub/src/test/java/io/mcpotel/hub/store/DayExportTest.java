// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day as a file. */
class DayExportTest {

  private static final LocalDate DAY = LocalDate.parse("2026-11-27");
  private static final int SPANS = 600_000;

  @TempDir Path folder;

  @Test
  void spansThatAreTooManyToBeSortedAreInTheFileAsTheyCame() throws Exception {
    Path file = folder.resolve("spans.parquet");
    String table = DayTables.name(Table.SPANS, DAY);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder + "/db");
        Statement statement = connection.createStatement()) {
      statement.execute(Table.SPANS.create(table));
      statement.execute(
          "INSERT INTO "
              + table
              + " BY NAME SELECT range AS id, md5('' || range) AS trace_id, 'a' || range AS name,"
              + " md5('b' || range) || md5('c' || range) AS attributes FROM range("
              + SPANS
              + ")");
      statement.execute("CHECKPOINT");
      statement.execute("SET threads = 1");
      statement.execute("SET memory_limit = '48MB'");
      statement.execute("SET max_temp_directory_size = '0KB'");
      try (Statement sorting = connection.createStatement()) {
        String all = "CREATE TEMP TABLE sorted AS SELECT * FROM " + table + " ORDER BY trace_id";
        assertThrows(SQLException.class, () -> sorting.execute(all));
      }

      DayExport.write(connection, Table.SPANS, DAY, file);

      try (Statement reading = connection.createStatement();
          ResultSet count = reading.executeQuery("SELECT count(*) FROM '" + file + "'")) {
        count.next();
        assertEquals(SPANS, count.getLong(1));
      }
    }
  }
}
