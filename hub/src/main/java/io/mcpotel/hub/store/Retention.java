// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** Why the oldest closed day goes. The open day never does. */
final class Retention {

  private final Limits limits;
  private final DataFolder folder;
  private final long reserve;
  private final Clock clock;

  Retention(Limits limits, DataFolder folder, long reserve, Clock clock) {
    this.limits = limits;
    this.folder = folder;
    this.reserve = reserve;
    this.clock = clock;
  }

  Optional<String> against(LocalDate oldest) {
    Instant over = oldest.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    if (!over.isAfter(clock.instant().minus(limits.retention()))) {
      return Optional.of("it was over more than " + days() + " ago");
    }
    long size = folder.size();
    if (size > limits.maxSize()) {
      return Optional.of(
          folder + " has " + megabytes(size) + ", of " + megabytes(limits.maxSize()) + " at most");
    }
    // Earlier than batches are refused.
    long left = folder.bytesLeft();
    if (left / 2 < reserve) {
      return Optional.of("the disk of " + folder + " has " + megabytes(left) + " left");
    }
    return Optional.empty();
  }

  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private String days() {
    long days = limits.retention().toDays();
    return days > 0 ? days + " days" : limits.retention().toHours() + " hours";
  }
}
