// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import io.mcpotel.hub.store.ClickHouse;
import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What a hub says of itself. */
final class HubFacts {

  private final Storage storage;
  private final Store store;
  private final Instant started = Instant.now();

  HubFacts(Storage storage, Store store) {
    this.storage = storage;
    this.store = store;
  }

  Map<String, Object> facts() {
    Map<String, Object> kept = new LinkedHashMap<>();
    boolean clickHouse = storage.clickHouse().isPresent();
    long hours = storage.limits().retention().toHours();
    kept.put("engine", clickHouse ? "clickhouse" : "duckdb");
    kept.put("bytes", bytes());
    // What somebody else's tables have is not known.
    kept.put(
        "retention",
        storage.isReadOnly() ? null : hours % 24 == 0 ? hours / 24 + "d" : hours + "h");
    kept.put("max_size", clickHouse ? null : storage.limits().maxSize());
    kept.put("disk_free", clickHouse ? null : storage.data().toFile().getUsableSpace());
    Map<String, Object> hub = new LinkedHashMap<>();
    hub.put("version", HubFacts.class.getPackage().getImplementationVersion());
    hub.put("started", started.toString());
    hub.put("uptime_seconds", Duration.between(started, Instant.now()).toSeconds());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("store", kept);
    facts.put("hub", hub);
    return facts;
  }

  private Long bytes() {
    if (store instanceof ClickHouse clickHouse) {
      try {
        return clickHouse.size();
      } catch (StoreException e) {
        // Its user may not be allowed to know.
        return null;
      }
    }
    try (Stream<Path> files = Files.walk(storage.data())) {
      return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
    } catch (IOException | UncheckedIOException e) {
      // One of them went while it was looked at.
      return null;
    }
  }
}
