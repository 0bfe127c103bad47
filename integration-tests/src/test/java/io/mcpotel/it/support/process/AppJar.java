// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The test applications as a jar, for a JVM or a container that takes no folder of classes. */
public final class AppJar {

  private AppJar() {}

  /** The jar, written anew into this folder. */
  public static Path in(Path folder) {
    return write(folder.resolve("test-apps.jar"), classes());
  }

  /** The application's class path with that jar in the place of folders. */
  public static String classPath(Path folder) {
    return Stream.concat(
            Stream.of(in(folder).toString()),
            AppClassPath.entries().stream().filter(entry -> new File(entry).isFile()))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** A jar with all files of a folder. */
  public static Path write(Path jar, Path content) {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Path file : files(content)) {
        out.putNextEntry(
            new JarEntry(content.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, out);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder that the tests are compiled into, and their applications with them. */
  private static Path classes() {
    return AppClassPath.entries().stream()
        .map(Path::of)
        .filter(Files::isDirectory)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No folder on the class path"));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
