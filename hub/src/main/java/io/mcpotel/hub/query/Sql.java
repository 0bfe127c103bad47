// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files of SQL, which lie beside this class. */
final class Sql {

  private Sql() {}

  static String of(String name) {
    return new String(file(name + ".sql"), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("--"))
        .reduce("", (text, line) -> text + line + "\n");
  }

  static byte[] file(String name) {
    try (InputStream file = Sql.class.getResourceAsStream(name)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
