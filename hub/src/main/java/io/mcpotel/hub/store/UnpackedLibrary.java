// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * DuckDB's native library, which its driver unpacks into the folder for temporary files at each
 * start: 70 MB that a process leaves behind when it is killed. Once it is loaded the file may go,
 * which Linux tells by its name; elsewhere it goes when the process ends well.
 */
final class UnpackedLibrary {

  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final String NAME = "/libduckdb_java";

  private UnpackedLibrary() {}

  static void remove() {
    if (!Files.isReadable(MAPS)) {
      return;
    }
    try (Stream<String> maps = Files.lines(MAPS)) {
      maps.filter(line -> line.contains(NAME) && line.endsWith(".so"))
          .map(line -> Path.of(line.substring(line.indexOf('/'))))
          .distinct()
          .filter(file -> file.startsWith(System.getProperty("java.io.tmpdir")))
          .toList()
          .forEach(UnpackedLibrary::delete);
    } catch (IOException e) {
      // It stays, and is removed when the process ends well.
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // As above.
    }
  }
}
