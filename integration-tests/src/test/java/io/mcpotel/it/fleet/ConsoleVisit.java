// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.fleet;

import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.NodePackages;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Opens each screen of a hub's console in Chromium: {@code node/console.mjs} says what is seen. */
final class ConsoleVisit {

  private static final Path SCRIPT = Path.of("src/test/resources/node/console.mjs");
  private static final Path PACKAGES =
      Path.of(System.getProperty("project.build.directory"), "browser");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private ConsoleVisit() {}

  static boolean isPossible() {
    return Stream.of("node", "npm", "chromium")
        .allMatch(
            program ->
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(path -> Files.isExecutable(Path.of(path, program))));
  }

  /** What is wrong, a line each. */
  static List<String> problems(HubServer hub) throws IOException {
    if (!Files.exists(PACKAGES.resolve("node_modules/playwright-core"))) {
      Files.createDirectories(PACKAGES);
      NodePackages.npmInstall(PACKAGES, "playwright-core@1.65.1");
    }
    try (AppProcess node =
        App.start(
            List.of(
                "node", SCRIPT.toString(), hub.url(), PACKAGES.resolve("node_modules").toString()),
            Map.of())) {
      int status = node.awaitExit(PATIENCE);
      return status == 0
          ? node.stdout().lines()
          : List.of("it ended with " + status + ": " + node.stderr());
    }
  }
}
