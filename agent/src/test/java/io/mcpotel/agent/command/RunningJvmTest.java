// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** To attach to a process is to send it a signal that ends most. */
class RunningJvmTest {

  @Test
  void processThatIsNoJvmLivesOn() throws Exception {
    Process shell = sleeping();
    try {
      IOException refused =
          assertThrows(IOException.class, () -> RunningJvm.facts(Long.toString(shell.pid())));
      assertEquals("it is no JVM, or one that lets nobody attach", refused.getMessage());
      assertTrue(!shell.waitFor(200, TimeUnit.MILLISECONDS), "it was ended");
    } finally {
      shell.destroyForcibly();
    }
  }

  @Test
  void processThatIsStoppedGetsNoSignalForLater() throws Exception {
    Process shell = sleeping();
    try {
      new ProcessBuilder("kill", "-STOP", Long.toString(shell.pid())).start().waitFor();
      Path status = Path.of("/proc", Long.toString(shell.pid()), "status");
      while (!Files.readString(status).contains("State:\tT")) {
        Thread.onSpinWait();
      }
      IOException refused =
          assertThrows(IOException.class, () -> RunningJvm.facts(Long.toString(shell.pid())));
      assertEquals("it is stopped", refused.getMessage());
    } finally {
      shell.destroyForcibly();
    }
  }

  @Test
  void thisJvmIsOne() throws Exception {
    Map<String, String> all = RunningJvm.all();
    assertTrue(all.containsKey(Long.toString(ProcessHandle.current().pid())), all::toString);
  }

  private static Process sleeping() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "Linux' way to look at a process");
    return new ProcessBuilder("sleep", "60").start();
  }
}
