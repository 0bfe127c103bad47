// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support;

import io.mcpotel.it.support.process.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Remembers which releases were really tested over which transports, to hold the docs to it. */
public final class Tested {

  private static final Path FILE =
      Path.of(System.getProperty("project.build.directory"), "tested.txt");

  private Tested() {}

  static void server(Release release, String transport) {
    add("server " + release.version() + " " + transport);
  }

  static void client(Release release, String transport) {
    add("client " + release.version() + " " + transport);
  }

  public static List<String> all() throws IOException {
    return Files.readAllLines(FILE);
  }

  private static synchronized void add(String line) {
    try {
      Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
