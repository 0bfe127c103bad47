// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hub's jar, running; closing it ends it, whatever it does. */
final class HubProcess implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Pattern PORTS =
      Pattern.compile("port ([0-9]+) \\(HTTP\\)(?: and port ([0-9]+) \\(gRPC\\))?");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Process process;
  private final Path stderr;
  private final int httpPort;
  private final int grpcPort;

  private HubProcess(Process process, Path stdout, Path stderr) {
    this.process = process;
    this.stderr = stderr;
    await(() -> !process.isAlive() || PORTS.matcher(read(stdout)).find());
    Matcher ports = PORTS.matcher(read(stdout));
    if (!ports.find()) {
      throw new IllegalStateException("The hub did not start: " + read(stderr));
    }
    httpPort = Integer.parseInt(ports.group(1));
    // One that only reads has none.
    grpcPort = ports.group(2) == null ? -1 : Integer.parseInt(ports.group(2));
  }

  static HubProcess start(Path data, String... options) {
    Path stdout = file("stdout");
    Path stderr = file("stderr");
    return new HubProcess(launch(data, stdout, stderr, List.of(options)), stdout, stderr);
  }

  /** One with a {@code hub.yaml}. */
  static HubProcess configured(Path data, Path config) {
    Path stdout = file("stdout");
    Path stderr = file("stderr");
    Process process = launch(data, stdout, stderr, List.of(), "--config", config.toString());
    return new HubProcess(process, stdout, stderr);
  }

  /** One with more of a command line. */
  static HubProcess startWith(Path data, String... arguments) {
    Path stdout = file("stdout");
    Path stderr = file("stderr");
    return new HubProcess(launch(data, stdout, stderr, List.of(), arguments), stdout, stderr);
  }

  /** What one that does not start says. */
  static String failure(Path data, String... arguments) {
    Path stdout = file("stdout");
    Path stderr = file("stderr");
    Ended ended = ended(launch(data, stdout, stderr, List.of(), arguments), stdout, stderr);
    if (ended.status() == 0) {
      throw new AssertionError("It ended well: " + ended.stderr());
    }
    return ended.stderr();
  }

  /** What a command of the jar says that ends by itself. */
  static Ended run(String... arguments) {
    Path stdout = file("stdout");
    Path stderr = file("stderr");
    return ended(launch(stdout, stderr, List.of(), List.of(arguments)), stdout, stderr);
  }

  record Ended(int status, String stdout, String stderr) {}

  private static Ended ended(Process process, Path stdout, Path stderr) {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("It runs");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), read(stdout), read(stderr));
  }

  String endpoint() {
    return "http://127.0.0.1:" + httpPort;
  }

  String grpcEndpoint() {
    return "http://127.0.0.1:" + grpcPort;
  }

  int httpPort() {
    return httpPort;
  }

  int grpcPort() {
    return grpcPort;
  }

  String stderr() {
    return read(stderr);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  JsonNode get(String path) {
    HttpResponse<byte[]> response = send(HttpRequest.newBuilder(uri(path)).build());
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + " " + new String(response.body()));
    }
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<byte[]> post(String path, String type, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(PATIENCE)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  static void await(BooleanSupplier condition) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("Not so after " + PATIENCE);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private URI uri(String path) {
    return URI.create(endpoint() + path);
  }

  private static HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Process launch(
      Path data, Path stdout, Path stderr, List<String> options, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--data", data.toString(), "--port", "0", "--grpc-port", "0"));
    arguments.addAll(List.of(more));
    return launch(stdout, stderr, options, arguments);
  }

  private static Process launch(
      Path stdout, Path stderr, List<String> options, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(List.of("-jar", System.getProperty("hub.jar")));
    command.addAll(arguments);
    try {
      return new ProcessBuilder(command)
          .redirectOutput(stdout.toFile())
          .redirectError(stderr.toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(String name) {
    try {
      Path file = Files.createTempFile("hub-", "." + name);
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
