// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.stacks;

import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.NodePackages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A release of the protocol's own conformance suite, with the Node that it needs, below the build
 * directory.
 */
final class ConformanceSuite {

  /**
   * What a run found.
   *
   * @param exit the suite's own verdict
   * @param checks {@code scenario: check STATUS}, sorted
   * @param details {@code scenario: check json}, sorted: what the suite has seen of its peer, but
   *     for the trace context that it was given
   * @param clientLines what the client wrote to stdout, if it was a client that was checked
   */
  record Report(int exit, List<String> checks, List<String> details, List<String> clientLines) {}

  private static final String NODE = "node@22.23.3";
  private static final Duration RUN = Duration.ofMinutes(3);

  /** The ids and the port, which are never the same. */
  private static final Pattern CHANCE =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|127\\.0\\.0\\.1:\\d+");

  private final Path folder;

  private ConformanceSuite(Path folder) {
    this.folder = folder;
  }

  /** Aborts the test, saying why, where there is no Node. */
  static ConformanceSuite install(String version) {
    NodePackages.assumeNode();
    Path folder = Path.of(System.getProperty("project.build.directory"), "conformance", version);
    ConformanceSuite suite = new ConformanceSuite(folder);
    try {
      Files.createDirectories(folder);
      try (InputStream script = ConformanceSuite.class.getResourceAsStream("/node/loopback.cjs")) {
        Files.copy(script, suite.loopback(), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!Files.exists(suite.main())) {
      NodePackages.npmInstall(folder, NODE, "@modelcontextprotocol/conformance@" + version);
    }
    return suite;
  }

  /** Runs the scenarios of that name, {@code active} or {@code all}, against a server. */
  Report checkServer(String url, String scenarios) {
    return run("server", "--url", url, "--suite", scenarios);
  }

  /** Runs one scenario, for which the suite starts the client. */
  Report checkClient(List<String> command, String scenario) {
    // The suite hands the command to a shell.
    String quoted =
        command.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    return run("client", "--command", quoted, "--scenario", scenario);
  }

  private Report run(String... arguments) {
    try {
      Path results = Files.createTempDirectory(folder, "results-");
      List<String> command =
          new ArrayList<>(
              List.of(
                  folder.resolve("node_modules/node/bin/node").toString(),
                  "--require",
                  loopback().toString(),
                  main().toString()));
      command.addAll(List.of(arguments));
      command.addAll(List.of("--output-dir", results.toString()));
      try (AppProcess suite = App.start(command, Map.of())) {
        int exit = suite.awaitExit(RUN);
        List<String> checks = new ArrayList<>();
        List<String> details = new ArrayList<>();
        readChecks(results, checks, details);
        return new Report(exit, checks, details, clientLines(results));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readChecks(Path results, List<String> checks, List<String> details)
      throws IOException {
    for (Path file : files(results, "checks.json")) {
      String run = file.getParent().getFileName().toString();
      String scenario = run.replaceFirst("-\\d{4}-\\d{2}-\\d{2}T.*", "");
      for (Object check : Json.parseList(Files.readString(file))) {
        Map<?, ?> fields = (Map<?, ?>) check;
        // INFO is a log of the traffic, whose order is a matter of chance.
        if (!"INFO".equals(fields.get("status"))) {
          String name = scenario + ": " + fields.get("id") + " ";
          String seen = Json.write(withoutContext(fields.get("details")));
          checks.add(name + fields.get("status"));
          details.add(name + CHANCE.matcher(seen).replaceAll("…"));
        }
      }
    }
    checks.sort(null);
    details.sort(null);
  }

  private static Object withoutContext(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(ConformanceSuite::withoutContext).toList();
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    Map<Object, Object> without = new LinkedHashMap<>();
    map.forEach((key, inner) -> without.put(key, withoutContext(inner)));
    if (without.get("_meta") instanceof Map<?, ?> meta) {
      meta.remove("traceparent");
      without.remove("_meta", Map.of());
    }
    return without;
  }

  private static List<String> clientLines(Path results) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files(results, "stdout.txt")) {
      lines.addAll(Files.readAllLines(file));
    }
    return lines;
  }

  private static List<Path> files(Path results, String name) throws IOException {
    try (Stream<Path> files = Files.walk(results)) {
      return files.filter(file -> file.endsWith(name)).toList();
    }
  }

  private Path loopback() {
    return folder.resolve("loopback.cjs");
  }

  private Path main() {
    return folder.resolve("node_modules/@modelcontextprotocol/conformance/dist/index.js");
  }
}
