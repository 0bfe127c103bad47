// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * What the program says of itself in files, as far as it is cheap to read: those in the first jar
 * of its class path, which is the only one of {@code java -jar}, and in folders.
 */
final class ProgramFiles {

  /** Nobody's file is larger who only says what it is called. */
  private static final int MOST_READ = 1 << 16;

  /** Where an executable jar, an executable WAR, and any other jar have their classes. */
  private static final List<String> CLASSES = List.of("BOOT-INF/classes/", "WEB-INF/classes/", "");

  private final String[] entries;

  ProgramFiles(String classPath) {
    entries = classPath.split(File.pathSeparator);
  }

  /** The class that Spring Boot's launcher starts, or null. */
  String startClass() {
    byte[] manifest = read(new File(entries[0]), List.of(""), JarFile.MANIFEST_NAME);
    if (manifest == null) {
      return null;
    }
    try {
      return new Manifest(new ByteArrayInputStream(manifest))
          .getMainAttributes()
          .getValue("Start-Class");
    } catch (IOException e) {
      return null;
    }
  }

  /** The name that the application's own configuration gives it, or null. */
  String springName() {
    for (int i = 0; i < entries.length; i++) {
      File entry = new File(entries[i]);
      if (i == 0 || entry.isDirectory()) {
        for (String file : SpringName.FILES) {
          byte[] bytes = read(entry, CLASSES, file);
          String name =
              bytes == null ? null : SpringName.in(file, new String(bytes, StandardCharsets.UTF_8));
          if (name != null) {
            return name;
          }
        }
      }
    }
    return null;
  }

  /** The first file of this name, or null where there is none that can be read. */
  private static byte[] read(File entry, List<String> folders, String name) {
    try {
      return entry.isDirectory()
          ? readFile(entry.toPath(), folders, name)
          : entry.isFile() ? readJar(entry, folders, name) : null;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static byte[] readFile(Path entry, List<String> folders, String name) throws IOException {
    for (String folder : folders) {
      Path file = entry.resolve(folder + name);
      if (Files.isRegularFile(file)) {
        try (InputStream in = Files.newInputStream(file)) {
          return in.readNBytes(MOST_READ);
        }
      }
    }
    return null;
  }

  private static byte[] readJar(File entry, List<String> folders, String name) throws IOException {
    try (JarFile jar = new JarFile(entry)) {
      for (String folder : folders) {
        ZipEntry file = jar.getEntry(folder + name);
        if (file != null) {
          try (InputStream in = jar.getInputStream(file)) {
            return in.readNBytes(MOST_READ);
          }
        }
      }
    }
    return null;
  }
}
