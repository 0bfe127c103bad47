// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Adds up today, closes the days that are over, and drops those that are too old or have no room:
 * each minute.
 */
final class Upkeep implements AutoCloseable {

  /** To write a day takes a while; what hindered it, such as a full disk, is not over at once. */
  private static final Duration PAUSE = Duration.ofHours(1);

  private final Days days;
  private final Retention retention;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "hub-days");
            thread.setDaemon(true);
            return thread;
          });
  private Instant again = Instant.MIN;
  private boolean failing;

  Upkeep(Days days, Retention retention, Clock clock) {
    this.days = days;
    this.retention = retention;
    this.clock = clock;
  }

  void start() {
    thread.scheduleWithFixedDelay(this::tend, 0, 1, TimeUnit.MINUTES);
  }

  /** What is not done is done after the next start. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  synchronized void tend() {
    try {
      days.addUpToday();
      // First, as files take room before the tables give theirs back.
      dropOldest();
      if (!clock.instant().isBefore(again)) {
        for (LocalDate day : days.ended()) {
          days.close(day);
        }
      }
      dropOldest();
      failing = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException | IOException | RuntimeException | Error e) {
      again = clock.instant().plus(PAUSE);
      if (!failing) {
        failing = true;
        System.err.println(
            "[mcp-otel-hub] A day that is over is neither closed nor dropped: " + e.getMessage());
      }
    }
  }

  private void dropOldest() throws SQLException, IOException, InterruptedException {
    while (!days.closed().isEmpty()) {
      LocalDate oldest = days.closed().first();
      Optional<String> reason = retention.against(oldest);
      if (reason.isEmpty()) {
        return;
      }
      long size = days.size(oldest);
      days.drop(oldest);
      System.out.println(
          "mcp-otel-hub dropped the day "
              + oldest
              + " ("
              + Retention.megabytes(size)
              + "): "
              + reason.get());
    }
  }
}
