// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import io.mcpotel.hub.store.Limits;
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

  private final Path data;
  private final Limits limits;
  private final Instant started = Instant.now();

  HubFacts(Path data, Limits limits) {
    this.data = data;
    this.limits = limits;
  }

  Map<String, Object> facts() {
    Map<String, Object> store = new LinkedHashMap<>();
    store.put("engine", "duckdb");
    store.put("bytes", bytes());
    long hours = limits.retention().toHours();
    store.put("retention", hours % 24 == 0 ? hours / 24 + "d" : hours + "h");
    store.put("max_size", limits.maxSize());
    store.put("disk_free", data.toFile().getUsableSpace());
    Map<String, Object> hub = new LinkedHashMap<>();
    hub.put("version", HubFacts.class.getPackage().getImplementationVersion());
    hub.put("started", started.toString());
    hub.put("uptime_seconds", Duration.between(started, Instant.now()).toSeconds());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("store", store);
    facts.put("hub", hub);
    return facts;
  }

  private Long bytes() {
    try (Stream<Path> files = Files.walk(data)) {
      return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
    } catch (IOException | UncheckedIOException e) {
      // One of them went while it was looked at.
      return null;
    }
  }
}
