// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A question that takes too long. */
@Timeout(60)
class ReadingTest {

  @Test
  void isGivenUpAndTheNextOneIsAnswered() throws Exception {
    try (Connection reader = DriverManager.getConnection("jdbc:duckdb:")) {
      Reading reading = new Reading(1);
      NamedSql endless =
          NamedSql.parse("SELECT count(*) FROM range(:n) a, range(:n) b WHERE a.range <> b.range");
      TookTooLong failure =
          assertThrows(
              TookTooLong.class, () -> reading.answer(reader, endless, Map.of("n", 100_000_000L)));
      assertEquals("the answer took longer than 1 s; ask for a shorter time", failure.getMessage());
      assertEquals(
          List.of(Map.of("n", 2L)),
          reading.answer(reader, NamedSql.parse("SELECT :n AS n"), Map.of("n", 2L)));
    }
  }
}
