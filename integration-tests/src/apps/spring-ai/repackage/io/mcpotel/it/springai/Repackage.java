// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.springai;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;

/** Makes an executable jar as Boot's build plugins do: main class, target, classes, libraries. */
public class Repackage {

  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(arguments[1]);
    Path plain = Path.of(target + ".plain.jar");
    jar(Path.of(arguments[2]), plain);
    Repackager repackager = new Repackager(plain.toFile());
    repackager.setMainClass(arguments[0]);
    repackager.repackage(
        target.toFile(),
        callback -> {
          for (String library : List.of(arguments).subList(3, arguments.length)) {
            callback.library(new Library(new File(library), LibraryScope.COMPILE));
          }
        });
  }

  private static void jar(Path classes, Path target) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, jar);
        jar.closeEntry();
      }
    }
  }
}
