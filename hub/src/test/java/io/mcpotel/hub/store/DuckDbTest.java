// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbTest {

  @TempDir Path folder;

  @Test
  void whatWasAppendedIsThereOnceAlsoAfterTheNextStart() throws Exception {
    try (DuckDb store = DuckDb.open(DataFolder.open(folder))) {
      store.append(List.of(event(1), event(2), event(1)));
      store.append(List.of(event(2), event(3)));
      assertEquals(3, count(store));
    }
    try (DuckDb store = DuckDb.open(DataFolder.open(folder))) {
      store.append(List.of(event(3), event(4)));
      assertEquals(4, count(store));
    }
  }

  @Test
  void aStoreOfALaterHubIsLeftAlone() throws Exception {
    DuckDb.open(DataFolder.open(folder)).close();
    try (Connection later =
        DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("hub.duckdb"))) {
      later.createStatement().execute("UPDATE schema_version SET version = 99");
    }

    DataFolder again = DataFolder.open(folder);
    StoreException thrown = assertThrows(StoreException.class, () -> DuckDb.open(again));
    assertTrue(thrown.getMessage().contains("schema version 99"), thrown::getMessage);
  }

  @Test
  void aDiskThatIsNearlyFullTakesNothingMoreAndIsStillRead() throws Exception {
    try (DuckDb store = DuckDb.open(DataFolder.open(folder))) {
      store.append(List.of(event(1)));
    }
    DataFolder data = DataFolder.open(folder);
    try (DuckDb store =
        DuckDb.open(
            data,
            Limits.USUAL,
            Clock.systemUTC(),
            Long.MAX_VALUE,
            new DayFiles(data.days()),
            OpenDaySums.STEP)) {
      assertThrows(StoreException.class, () -> store.append(List.of(event(2))));
      assertEquals(1, count(store));
    }
  }

  @Test
  void readersDoNotWaitForTheWriter() throws Exception {
    try (DuckDb store = DuckDb.open(DataFolder.open(folder))) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  for (int batch = 0; batch < 20; batch++) {
                    List<Row> rows = new ArrayList<>();
                    for (int i = 1; i <= 1_000; i++) {
                      rows.add(event(batch * 1_000L + i));
                    }
                    store.append(rows);
                  }
                } catch (StoreException e) {
                  throw new IllegalStateException(e);
                }
              });
      writer.start();
      long before = 0;
      while (writer.isAlive()) {
        long now = count(store);
        // Batches are there as a whole.
        assertEquals(0, now % 1_000);
        assertTrue(now >= before);
        before = now;
      }
      writer.join();
      assertEquals(20_000, count(store));
    }
  }

  private static long count(Store store) throws StoreException {
    return (Long) store.query("SELECT count(*) AS n FROM events", Map.of()).get(0).get("n");
  }

  private static Row event(long id) {
    return Row.of(Table.EVENTS, id).set("name", "e" + id).set("time", (Long) 1_000_000L);
  }
}
