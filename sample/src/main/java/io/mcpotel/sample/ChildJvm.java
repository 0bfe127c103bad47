// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of the demo's JVMs, which end with this one. */
final class ChildJvm implements AutoCloseable {

  private final String name;
  private final Process process;

  private ChildJvm(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /** One with the agent, and with this JVM's class path. */
  static ChildJvm start(
      String name, Class<?> main, Path agent, String endpoint, Redirect stdout, String... args)
      throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "-javaagent:" + agent,
                "-Dotel.service.name=" + name,
                "-Dotel.exporter.otlp.endpoint=" + endpoint,
                "-Dotel.bsp.schedule.delay=100",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    words.addAll(List.of(args));
    return start(name, stdout, words);
  }

  static ChildJvm start(String name, Redirect stdout, List<String> words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO().redirectOutput(stdout);
    // The telemetry must come here, wherever the user's own applications send theirs.
    builder.environment().keySet().removeIf(variable -> variable.startsWith("OTEL_"));
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new ChildJvm(name, process);
  }

  /** Needs a piped stdout; returns null if the JVM ended without another word. */
  String nextLine() throws IOException {
    return process.inputReader(StandardCharsets.UTF_8).readLine();
  }

  int awaitExit(Duration atMost) throws InterruptedException {
    if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(
          name + " did not end within " + atMost.toSeconds() + " seconds");
    }
    return process.exitValue();
  }

  void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  /** Asks the JVM to end, with SIGTERM where there is such a thing. */
  void terminate() {
    process.destroy();
  }

  /** Leaves no JVM behind, whatever went wrong before. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
