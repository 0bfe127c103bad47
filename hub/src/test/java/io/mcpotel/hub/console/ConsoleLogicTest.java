// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the tests of what the console computes, which are JavaScript, with Node's own runner. */
class ConsoleLogicTest {

  private static final Path TESTS = Path.of("src", "test", "js");

  @TempDir Path folder;

  @Test
  void theTestsInJavaScriptPass() throws Exception {
    List<String> command = new ArrayList<>(List.of("node", "--test"));
    try (Stream<Path> files = Files.list(TESTS)) {
      files.map(Path::toString).filter(name -> name.endsWith(".test.js")).forEach(command::add);
    }
    assertTrue(command.size() > 2, "there are no tests in " + TESTS.toAbsolutePath());
    Path output = folder.resolve("output");
    Process node = started(command, output);
    boolean ended = node.waitFor(60, TimeUnit.SECONDS);
    if (!ended) {
      node.destroyForcibly();
    }
    String said = Files.readString(output, StandardCharsets.UTF_8);
    assertTrue(ended, () -> "node has not ended after a minute:\n" + said);
    assertEquals(0, node.exitValue(), said);
  }

  private static Process started(List<String> command, Path output) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
    } catch (IOException e) {
      return fail("The console's tests need Node 20.19 or later as node on the PATH", e);
    }
  }
}
