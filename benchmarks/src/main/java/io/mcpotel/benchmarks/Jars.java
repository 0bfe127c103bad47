// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** The files that the measured JVMs are started with. */
final class Jars {

  private Jars() {}

  static Path agent() {
    return named("agent.jar");
  }

  static Path openTelemetryAgent() {
    return named("opentelemetry.agent.jar");
  }

  /**
   * Makes a jar of one class of this module, and nothing else; it is gone when this JVM is. Where
   * this module's class path is seen too, an agent's class would be found there, and its jar would
   * never be opened.
   */
  static Path of(Class<?> type, Map<String, String> manifest) {
    Manifest main = new Manifest();
    main.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.forEach(main.getMainAttributes()::putValue);
    String entry = type.getName().replace('.', '/') + ".class";
    try {
      Path jar = Files.createTempFile(type.getSimpleName(), ".jar");
      jar.toFile().deleteOnExit();
      try (InputStream bytes = type.getClassLoader().getResourceAsStream(entry);
          JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), main)) {
        out.putNextEntry(new JarEntry(entry));
        bytes.transferTo(out);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that this JVM sees. */
  static String classPath() {
    return System.getProperty("java.class.path");
  }

  /** What an MCP server that knows nothing of OpenTelemetry would see. */
  static String classPathWithoutOpenTelemetry() {
    return Arrays.stream(classPath().split(File.pathSeparator))
        .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("opentelemetry-"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path named(String property) {
    String file = System.getProperty(property);
    if (file == null || !Files.isRegularFile(Path.of(file))) {
      throw new IllegalStateException(
          "System property " + property + "=" + file + ": expected a jar; `mvn verify` makes it.");
    }
    return Path.of(file);
  }
}
