// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every screen in a real browser, with text of hostile peers in it, with very many rows, and beside
 * pictures: {@code src/test/js/browser} says what is looked at.
 */
class ConsoleIT {

  private static final Path PACKAGES = Path.of("target", "browser").toAbsolutePath();
  private static final Path SCRIPT = Path.of("src", "test", "js", "browser", "console.mjs");
  private static final long MINUTES = 8;

  @TempDir Path folder;

  @Test
  void everyScreenWorksIsAccessibleQuickAndAsItWasAndTakesTextOfPeersAsText() throws Exception {
    assumeRuns("node");
    assumeRuns("npm");
    assumeRuns("chromium");
    if (!Files.exists(PACKAGES.resolve("node_modules/axe-core"))) {
      Files.createDirectories(PACKAGES);
      run(
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
      String wrong = run(script.toArray(String[]::new));
      assertEquals("", wrong);
      assertEquals("", hub.stderr());
    }
  }

  private static void assumeRuns(String program) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(program, "--version").start();
      process.getInputStream().readAllBytes();
      Assumptions.assumeTrue(process.waitFor() == 0, program + " does not work");
    } catch (IOException e) {
      Assumptions.abort("Skipped: there is no " + program + " on the PATH");
    }
  }

  private String run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();
    String said = Files.readString(output);
    assertTrue(ended, () -> "Not done in time: " + said);
    assertEquals(0, process.exitValue(), said);
    return said;
  }
}
