// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A main class that is started in JVMs of its own.
 *
 * @param jdk what it runs on
 * @param classPath what it sees
 * @param main its main class
 */
record Program(Jdk jdk, String classPath, Class<?> main) {

  /** Starts it, with its stderr thrown away, for the agents have something to say there. */
  Process start(List<String> options, String... arguments) {
    return startBy(List.of(), options, arguments);
  }

  /** The same, by another command, as {@code taskset}. */
  Process startBy(List<String> starter, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>(starter);
    command.add(jdk.java().toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
    builder.environment().keySet().removeIf(name -> name.matches("OTEL_.*|.*JAVA_.*OPTIONS"));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Options that make a JVM write each class that it loads to a file. */
  static List<String> logClasses(Path log) {
    return List.of("-Xlog:class+load:file=" + log + "::filecount=0");
  }

  /** How many classes such a file names. */
  static int countClasses(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      return (int) lines.filter(line -> line.contains(" source: ")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path classLog() {
    try {
      Path log = Files.createTempFile("classes", ".log");
      log.toFile().deleteOnExit();
      return log;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
