// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The hub's jar in a JVM of its own, with what docs/hub.md says of its memory. */
final class RunningHub implements AutoCloseable {

  private final Process process;
  private final String endpoint;
  private final long readyMillis;

  RunningHub(Path data, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-jar",
                System.getProperty("hub.jar"),
                "--data",
                data.toString(),
                "--port",
                "0",
                "--grpc-port",
                "0"));
    command.addAll(List.of(options));
    long started = System.nanoTime();
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    // What else it says is little: it fits into the pipe.
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    while (line != null && !line.contains("listens on port ")) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IllegalStateException("The hub did not start");
    }
    readyMillis = (System.nanoTime() - started) / 1_000_000;
    endpoint = "http://127.0.0.1:" + line.replaceAll(".*port ([0-9]+) \\(HTTP.*", "$1");
  }

  String endpoint() {
    return endpoint;
  }

  long readyMillis() {
    return readyMillis;
  }

  /** Of the processors, for all that it has done. */
  double cpuSeconds() {
    return process.info().totalCpuDuration().map(time -> time.toMillis() / 1e3).orElse(0.0);
  }

  /** The most that it ever had in memory, or nothing where Linux does not tell. */
  long mostMegabytes() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
