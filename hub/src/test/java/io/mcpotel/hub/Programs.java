// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Programs of the machine that tests need. */
public final class Programs {

  private Programs() {}

  /** A test that needs it is skipped where it is not there. */
  public static void assumeRuns(String program) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(program, "--version").start();
      process.getInputStream().readAllBytes();
      Assumptions.assumeTrue(process.waitFor() == 0, program + " does not work");
    } catch (IOException e) {
      Assumptions.abort("Skipped: there is no " + program + " on the PATH");
    }
  }

  /** Runs one to its end, which comes in time and is a good one, and returns what it said. */
  public static String run(long minutes, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("output", ".txt");
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(minutes, TimeUnit.MINUTES);
      process.destroyForcibly();
      String said = Files.readString(output);
      assertTrue(ended, () -> "Not done in time: " + said);
      assertEquals(0, process.exitValue(), said);
      return said;
    } finally {
      Files.delete(output);
    }
  }
}
