// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.receiver;

import io.mcpotel.agent.record.RecordSchema;
import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.process.Transcript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads records from lines of JSON, and accepts none that the published schema does not. */
public final class RecordLines {

  private static final RecordSchema SCHEMA = schema();

  private RecordLines() {}

  /** The records in a file. */
  public static List<Map<String, Object>> in(Path file) {
    return of(lines(file).stream());
  }

  public static List<Map<String, Object>> of(Stream<String> lines) {
    List<Map<String, Object>> records = new ArrayList<>();
    lines.forEach(
        line -> {
          Map<String, Object> record = Json.parse(line);
          List<String> violations = SCHEMA.violations(record);
          if (!violations.isEmpty()) {
            throw new AssertionError(violations + " in " + line);
          }
          records.add(record);
        });
    return records;
  }

  /** Those of a stream on which others write as well. */
  public static List<Map<String, Object>> in(Transcript stream) {
    return of(stream.lines().stream().filter(line -> line.startsWith("{\"timestamp\"")));
  }

  public static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecordSchema schema() {
    try {
      return new RecordSchema(Json.parse(Files.readString(Path.of("../docs/record.schema.json"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
