// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores of earlier hubs are gone on with. */
class MigrationTest {

  @TempDir Path folder;
  private final SetClock clock = new SetClock("2026-11-29T01:05:00Z");

  @Test
  void version1IsDividedByDayAndNothingIsLost() throws Exception {
    make("version-1.sql");

    for (int start = 1; start <= 2; start++) {
      try (DuckDb store = DaysTest.open(folder, clock)) {
        assertEquals(
            List.of(Map.of("n", 3_000L, "ids", 3_000L, "last", 3.0)),
            store.query(
                "SELECT count(*) AS n, count(DISTINCT id) AS ids, max(duration) AS last"
                    + " FROM operations WHERE service = 'weather'",
                Map.of()));
        assertEquals(1, DaysTest.count(store, "events"));
        assertEquals(1, DaysTest.count(store, "resources"));
        // As it came last, a sender may try it again.
        store.append(List.of(DaysTest.operation(3_000, clock.instant())));
        store.tend();
        assertEquals(3_000, DaysTest.count(store, "operations"));
      }
      assertEquals(Set.of("2026-11-26", "2026-11-27", "2026-11-28"), DaysTest.days(folder));
    }
  }

  private void make(String script) throws Exception {
    DataFolder.open(folder).close();
    String sql =
        new String(getClass().getResourceAsStream(script).readAllBytes(), StandardCharsets.UTF_8);
    try (Connection old =
        DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("hub.duckdb"))) {
      old.createStatement().execute(sql);
    }
  }
}
