// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every screen in a real browser, with text of hostile peers in it, with very many rows, and beside
 * pictures: {@code src/test/js/browser} says what is looked at.
 */
@Order(1)
class ConsoleIT {

  private static final Path PACKAGES = Path.of("target", "browser").toAbsolutePath();
  private static final Path SCRIPT = Path.of("src", "test", "js", "browser", "console.mjs");
  private static final long MINUTES = 8;

  @TempDir Path folder;

  @Test
  void everyScreenWorksIsAccessibleQuickAndAsItWasAndTakesTextOfPeersAsText() throws Exception {
    Programs.assumeRuns("node");
    Programs.assumeRuns("npm");
    Programs.assumeRuns("chromium");
    if (!Files.exists(PACKAGES.resolve("node_modules/axe-core"))) {
      Files.createDirectories(PACKAGES);
      Programs.run(
          MINUTES,
          "npm",
          "install",
          "--prefix",
          PACKAGES.toString(),
          "--no-audit",
          "--no-fund",
          "playwright-core@1.65.1",
          "axe-core@4.14.1");
    }
    try (HubProcess hub = HubProcess.start(folder.resolve("data"))) {
      List<String> script =
          new ArrayList<>(
              List.of(
                  "node",
                  SCRIPT.toString(),
                  hub.endpoint(),
                  PACKAGES.resolve("node_modules").toString()));
      if ("renew".equals(System.getProperty("console.pictures"))) {
        script.add("--renew");
      }
      String wrong = Programs.run(MINUTES, script.toArray(String[]::new));
      assertEquals("", wrong);
      assertEquals("", hub.stderr());
    }
  }
}
