// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server that is measured, in a JVM of its own. */
final class RunningServer implements AutoCloseable {

  private final Process process;
  private final String endpoint;
  private final long readyMillis;

  private RunningServer(Process process, String endpoint, long started) {
    this.process = process;
    this.endpoint = endpoint;
    readyMillis = (System.nanoTime() - started) / 1_000_000;
  }

  /** The hub's jar, with what docs/hub.md says of its memory. */
  static RunningServer hub(Path data) throws IOException {
    long started = System.nanoTime();
    Process process =
        start(
            Map.of(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-jar",
            System.getProperty("hub.jar"),
            "--data",
            data.toString(),
            "--port",
            "0",
            "--grpc-port",
            "0");
    // What else it says is little: it fits into the pipe.
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    while (line != null && !line.contains("listens on port ")) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IllegalStateException("The hub did not start");
    }
    String port = line.replaceAll(".*port ([0-9]+) \\(HTTP.*", "$1");
    return new RunningServer(process, "http://127.0.0.1:" + port, started);
  }

  /** Zipkin's jar with its defaults: spans are in memory. */
  static RunningServer zipkin(Path jar) throws IOException, InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    long started = System.nanoTime();
    Process process =
        start(
            Map.of("QUERY_PORT", "" + port), "-Dlogging.level.root=ERROR", "-jar", jar.toString());
    // Its banner and its log are more than a pipe holds.
    Thread reader = new Thread(() -> process.inputReader().lines().forEach(line -> {}));
    reader.setDaemon(true);
    reader.start();
    String endpoint = "http://127.0.0.1:" + port;
    HttpRequest health = HttpRequest.newBuilder(URI.create(endpoint + "/health")).build();
    while (!isOk(health)) {
      if (!process.isAlive()) {
        throw new IllegalStateException("Zipkin did not start");
      }
      Thread.sleep(20);
    }
    return new RunningServer(process, endpoint, started);
  }

  private static Process start(Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, System.getProperty("java.home") + "/bin/java");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static boolean isOk(HttpRequest request) throws InterruptedException {
    try {
      return HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
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
