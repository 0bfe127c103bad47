// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.safety;

import io.mcpotel.it.support.process.AppClassPath;
import io.mcpotel.it.support.process.AppJar;
import io.mcpotel.it.support.process.AppSources;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A web application that is an MCP server and brings its own SDK. */
final class WebArchive {

  private static final Path SOURCES = Path.of("src", "apps", "webapp");

  private WebArchive() {}

  /** Writes a WAR with these libraries. */
  static Path write(Path folder, String name, List<String> libraries) {
    Path content = folder.resolve(name);
    try {
      // The container has the servlet API.
      List<String> compileTime =
          Stream.concat(libraries.stream(), Stream.of(AppClassPath.jar("tomcat-embed-core-")))
              .toList();
      Path classes = AppSources.compile("webapp-" + name, List.of(SOURCES), compileTime);
      copy(classes, content.resolve("WEB-INF/classes"));
      Path lib = Files.createDirectories(content.resolve("WEB-INF/lib"));
      for (String library : libraries) {
        Files.copy(Path.of(library), lib.resolve(new File(library).getName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return AppJar.write(folder.resolve(name + ".war"), content);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }
}
