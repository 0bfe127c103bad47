// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** An installed JDK that test applications run on. */
public record Jdk(int version, Path home) {

  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  /** The oldest version that the agent supports. */
  public static Jdk oldest() {
    return version(17);
  }

  public static Jdk newest() {
    return version(25);
  }

  /** Aborts the test, saying what is missing, on a machine without that version. */
  public static Jdk version(int version) {
    Path running = Path.of(System.getProperty("java.home"));
    Optional<Path> home =
        Runtime.version().feature() == version
            ? Optional.of(running)
            : homes().stream().filter(candidate -> versionOf(candidate) == version).findFirst();
    Assumptions.assumeTrue(
        home.isPresent(), () -> "Skipped: no JDK " + version + " under " + INSTALLED);
    return new Jdk(version, home.get());
  }

  public Path java() {
    return home.resolve("bin/java");
  }

  public Path jcmd() {
    return home.resolve("bin/jcmd");
  }

  @Override
  public String toString() {
    return "JDK " + version;
  }

  private static List<Path> homes() {
    if (!Files.isDirectory(INSTALLED)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(INSTALLED)) {
      return entries.filter(home -> Files.isExecutable(home.resolve("bin/java"))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int versionOf(Path home) {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("[^0-9.]", "").split("\\.")[0])
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }
}
