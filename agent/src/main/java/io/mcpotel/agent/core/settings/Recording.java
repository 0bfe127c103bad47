// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Where the records go.
 *
 * @param places any of {@code otlp}, {@code file}, {@code stderr} and {@code stdout}
 * @param file the file's path, {@code %p} standing for the process's id
 * @param retention how long files are kept
 * @param maxSize how many bytes they take together at most
 */
public record Recording(List<String> places, String file, Duration retention, long maxSize) {

  public static final String OTLP = "otlp";
  public static final String FILE = "file";
  public static final String STDERR = "stderr";
  public static final String STDOUT = "stdout";

  static Recording from(OwnProperties properties, Settings.Mode mode) {
    String usual = mode == Settings.Mode.FULL ? OTLP : "";
    List<String> places =
        properties.words(Property.RECORD, Set.of(OTLP, FILE, STDERR, STDOUT), usual);
    String file = properties.text(Property.RECORD_FILE);
    return new Recording(
        mode == Settings.Mode.PROPAGATION ? List.of() : places,
        file == null ? "mcp-%p.jsonl" : file,
        properties.duration(Property.RECORD_FILE_RETENTION, "7d"),
        properties.size(Property.RECORD_FILE_MAX_SIZE, "100m"));
  }

  /** Whether there is anywhere to write to. */
  public boolean isOn() {
    return !places.isEmpty();
  }

  public boolean has(String place) {
    return places.contains(place);
  }
}
