// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four days from the 27th to the 30th, the last of them open. */
class RetentionTest {

  private static final int ROWS = 20_000;

  @TempDir Path folder;
  private final SetClock clock = new SetClock("2026-11-27T01:00:00Z");
  private final Random random = new Random(1);

  @Test
  void whatIsOlderThanTheRetentionIsGoneFromQuestionsAndFromTheDisk() throws Exception {
    long before = fill();
    long day = DataFolder.size(folder.resolve("days/2026-11-27"));
    Limits limits = new Limits(256_000_000, Duration.ofDays(2), Long.MAX_VALUE);
    try (DuckDb store = open(limits, 0)) {
      store.tend();
      assertEquals(Set.of("2026-11-28", "2026-11-29"), DaysTest.days(folder));
      assertEquals(3 * ROWS, DaysTest.count(store, "operations"));
      assertTrue(DataFolder.size(folder) < before - day / 2);
    }
  }

  @Test
  void theOldestDaysGoUntilTheFolderIsSmallEnough() throws Exception {
    long before = fill();
    long day = DataFolder.size(folder.resolve("days/2026-11-27"));
    Limits limits = new Limits(256_000_000, Duration.ofDays(9), before - day - day / 2);
    try (DuckDb store = open(limits, 0)) {
      store.tend();
      assertEquals(Set.of("2026-11-29"), DaysTest.days(folder));
      assertTrue(DataFolder.size(folder) <= limits.maxSize());
    }
  }

  @Test
  void onADiskThatIsNearlyFullAllDaysGoButTheOpenOne() throws Exception {
    fill();
    Limits limits = new Limits(256_000_000, Duration.ofDays(9), Long.MAX_VALUE);
    try (DuckDb store = open(limits, Long.MAX_VALUE)) {
      store.tend();
      assertEquals(Set.of(), DaysTest.days(folder));
      assertEquals(ROWS, DaysTest.count(store, "operations"));
    }
  }

  private long fill() throws Exception {
    try (DuckDb store = open(Limits.USUAL, 0)) {
      for (int day = 0; day < 4; day++) {
        if (day > 0) {
          clock.advance(Duration.ofDays(1));
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
          rows.add(
              DaysTest.operation(day * ROWS + i + 1, clock.instant())
                  .set("attributes", Long.toHexString(random.nextLong()) + random.nextLong()));
        }
        store.append(rows);
      }
      store.tend();
    }
    return DataFolder.size(folder);
  }

  private DuckDb open(Limits limits, long reserve) throws Exception {
    DataFolder data = DataFolder.open(folder);
    return DuckDb.open(data, limits, clock, reserve, new DayFiles(data.days()), OpenDaySums.STEP);
  }
}
