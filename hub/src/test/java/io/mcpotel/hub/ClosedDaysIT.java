// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpotel.hub.store.DataFolder;
import io.mcpotel.hub.store.DuckDb;
import io.mcpotel.hub.store.Limits;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosedDaysIT {

  @TempDir Path folder;

  @Test
  void aHubThatWasDownClosesTheDaysThatAreOverAndDropsThoseThatAreTooOld() throws Exception {
    Instant lately = Instant.now().minus(2, ChronoUnit.DAYS);
    Instant longAgo = Instant.now().minus(20, ChronoUnit.DAYS);
    keep(1, longAgo);
    keep(2, lately);

    try (HubProcess hub = HubProcess.start(folder)) {
      Path days = folder.resolve("days");
      HubProcess.await(() -> Files.exists(days.resolve(day(lately) + "/operations.parquet")));
      HubProcess.await(() -> Files.notExists(days.resolve(day(longAgo).toString())));

      JsonNode kept = hub.get("/api/v1/operations?from=25d").get("operations");
      assertEquals(1, kept.size(), kept::toString);
      assertEquals("request2", kept.get(0).get("request_id").asText());
    }
  }

  private void keep(long id, Instant at) throws Exception {
    Clock clock = Clock.fixed(at, ZoneOffset.UTC);
    try (DuckDb store = DuckDb.open(DataFolder.open(folder), Limits.USUAL, clock)) {
      store.append(
          List.of(
              Row.of(Table.OPERATIONS, id)
                  .set("time", (Long) (at.toEpochMilli() * 1_000))
                  .set("received", (Long) (at.toEpochMilli() * 1_000))
                  .set("request_id", "request" + id)));
    }
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
