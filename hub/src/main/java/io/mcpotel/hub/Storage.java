// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import io.mcpotel.hub.config.Fields;
import io.mcpotel.hub.config.Units;
import io.mcpotel.hub.config.Value;
import io.mcpotel.hub.store.ClickHouse;
import io.mcpotel.hub.store.ClickHouseAddress;
import io.mcpotel.hub.store.DataFolder;
import io.mcpotel.hub.store.DuckDb;
import io.mcpotel.hub.store.Limits;
import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where all is kept, for how long, and what it may take.
 *
 * @param data the folder of this hub, in which all is kept unless there is a ClickHouse
 */
record Storage(Path data, Limits limits, Optional<ClickHouseSettings> clickHouse) {

  private static final long LEAST_MEMORY = 64_000_000;

  static Storage read(Fields top, Options options) {
    Path data = top.value("data").file(Path.of("mcp-hub"));
    Limits usual = Limits.USUAL;
    Value memory = top.value("memory");
    Limits inFile =
        new Limits(
            memory.size(usual.memory()),
            top.value("retention").duration(usual.retention()),
            top.value("max_size").size(usual.maxSize()));
    if (inFile.memory() < LEAST_MEMORY) {
      memory.wrong("has to be 64MB at least");
    }
    Limits limits =
        new Limits(
            option(options, Options.MEMORY, "a size such as 256MB", Storage::memory)
                .orElse(inFile.memory()),
            option(options, Options.RETENTION, "a duration such as 7d", Units::duration)
                .orElse(inFile.retention()),
            option(options, Options.MAX_SIZE, "a size such as 20GB", Units::bytes)
                .orElse(inFile.maxSize()));
    return new Storage(
        options.value(Options.DATA).map(Path::of).orElse(data),
        limits,
        ClickHouseSettings.read(top, options));
  }

  /** Whether others fill the store. */
  boolean isReadOnly() {
    return clickHouse.isPresent() && clickHouse.get().readOnly();
  }

  Store open(DataFolder folder) throws StoreException {
    if (clickHouse.isEmpty()) {
      return DuckDb.open(folder, limits, Clock.systemUTC());
    }
    ClickHouseAddress address = clickHouse.get().address();
    return isReadOnly()
        ? ClickHouse.openReadOnly(address)
        : ClickHouse.open(address, limits.retention());
  }

  List<String> summary() {
    if (clickHouse.isPresent()) {
      return List.of(
          clickHouse.get().summary(),
          (isReadOnly()
                  ? "nothing is taken in, no rule is evaluated, no probe runs; "
                  : "a day for " + limits.retention().toHours() + " hours after it, ")
              + "what this hub itself remembers in "
              + data);
    }
    return List.of(
        "data in "
            + data
            + ", a day for "
            + limits.retention().toHours()
            + " hours after it, "
            + limits.maxSize() / 1_000_000
            + " MB at most");
  }

  private static Optional<Long> memory(String text) {
    return Units.bytes(text).filter(bytes -> bytes >= LEAST_MEMORY);
  }

  private static <T> Optional<T> option(
      Options options, String name, String wanted, Function<String, Optional<T>> parser) {
    Optional<String> value = options.value(name);
    Optional<T> parsed = value.flatMap(parser);
    if (value.isPresent() && parsed.isEmpty()) {
      throw new IllegalArgumentException(
          name + " has to be " + wanted + ", and was " + value.get());
    }
    return parsed;
  }
}
