// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is on disk between two steps is what a {@code kill -9} there leaves: it is copied at each of
 * them, and opened.
 */
class KilledWhileClosingTest {

  private static final LocalDate FIRST = LocalDate.parse("2026-11-27");

  @TempDir Path folder;
  private final SetClock clock = new SetClock("2026-11-27T22:00:00Z");
  private final List<Path> copies = new ArrayList<>();

  @Test
  void noRowOfADayThatIsClosedIsLostOrThereTwice() throws Exception {
    try (DuckDb store = open()) {
      fill(store);
      store.tend();
    }
    assertEquals(5, copies.size());
    for (Path copy : copies) {
      assertEquals(2_000, rows(copy), copy::toString);
      assertEquals("2026-11-27", DaysTest.days(copy).stream().collect(Collectors.joining()));
    }
  }

  @Test
  void aDayThatIsDroppedIsThereAsAWholeOrNotAtAll() throws Exception {
    try (DuckDb store = open()) {
      fill(store);
      store.tend();
      copies.clear();
      store.drop(FIRST);
    }
    assertEquals(3, copies.size());
    Map<Long, Long> found = new TreeMap<>();
    for (Path copy : copies) {
      found.merge(rows(copy), 1L, Long::sum);
    }
    // Before the folder lost its name, and afterwards.
    assertEquals(Map.of(2_000L, 1L, 1_000L, 2L), found);
  }

  /** 1,000 operations on each of two days. */
  private void fill(DuckDb store) throws StoreException {
    for (int day = 0; day < 2; day++) {
      if (day > 0) {
        clock.advance(Duration.ofDays(1));
      }
      List<Row> rows = new ArrayList<>();
      for (int i = 1; i <= 1_000; i++) {
        rows.add(DaysTest.operation(day * 1_000 + i, clock.instant()));
      }
      store.append(rows);
    }
  }

  private long rows(Path copy) throws StoreException {
    try (DuckDb store = DaysTest.open(copy, clock)) {
      // What the upkeep does next makes no difference, either.
      long before = DaysTest.count(store, "operations");
      store.tend();
      assertEquals(before, DaysTest.count(store, "operations"));
      List<Map<String, Object>> twice =
          store.query("SELECT id FROM operations GROUP BY id HAVING count(*) > 1", Map.of());
      assertTrue(twice.isEmpty());
      return before;
    }
  }

  private DuckDb open() throws Exception {
    Path data = folder.resolve("data");
    DataFolder opened = DataFolder.open(data);
    return DuckDb.open(
        opened, Limits.USUAL, clock, DuckDb.RESERVE, new Copied(opened.days()), OpenDaySums.STEP);
  }

  private void copy() throws IOException {
    Path from = folder.resolve("data");
    Path to = Files.createTempDirectory(folder, "copy").resolve("data");
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path)));
      }
    }
    copies.add(to);
  }

  private final class Copied extends DayFiles {

    Copied(Path root) throws IOException {
      super(root);
    }

    @Override
    Path draft(LocalDate day) throws IOException {
      copy();
      Path draft = super.draft(day);
      copy();
      return draft;
    }

    @Override
    void publish(LocalDate day) throws IOException {
      copy();
      super.publish(day);
    }

    @Override
    void rename(Path from, Path to) throws IOException {
      copy();
      super.rename(from, to);
      copy();
    }

    @Override
    void delete(Path day) throws IOException {
      try (Stream<Path> files = Files.list(day)) {
        Files.delete(files.findFirst().orElseThrow());
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      copy();
      super.delete(day);
    }
  }
}
