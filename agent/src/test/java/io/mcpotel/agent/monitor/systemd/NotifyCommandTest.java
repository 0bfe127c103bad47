// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command by which systemd is told where Java cannot reach it. */
class NotifyCommandTest {

  private static final long PATIENCE = 60_000;

  @TempDir Path folder;

  @Test
  void eachLineIsAnArgumentAsItIs() throws Exception {
    Path told = folder.resolve("told");
    NotifyCommand command = command("printf '<%s>' \"$@\" > '" + told + "'; head -c 1");

    assertTrue(command.send("WATCHDOG=1\nSTATUS=up: a \"$(id)\" 'b'", PATIENCE));
    assertEquals("<WATCHDOG=1><STATUS=up: a \"$(id)\" 'b'>", Files.readString(told));
  }

  @Test
  void failureIsOne() throws Exception {
    assertFalse(command("echo out; echo err >&2; exit 1").send("WATCHDOG=1", PATIENCE));
  }

  @Test
  void commandThatHangsIsEndedAndLeftNoZombie() {
    NotifyCommand command = assertWritten("exec sleep 600");

    assertFalse(
        assertTimeoutPreemptively(
            Duration.ofMillis(PATIENCE), () -> command.send("WATCHDOG=1", 200)));
    assertTimeoutPreemptively(
        Duration.ofMillis(PATIENCE),
        () -> {
          while (ProcessHandle.current().children().anyMatch(ProcessHandle::isAlive)) {
            Thread.onSpinWait();
          }
        });
  }

  @Test
  void commandThatIsMissingIsTold() {
    NotifyCommand command = new NotifyCommand(folder.resolve("missing").toString());

    assertThrows(IOException.class, () -> command.send("WATCHDOG=1", PATIENCE));
  }

  private NotifyCommand assertWritten(String script) {
    try {
      return command(script);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private NotifyCommand command(String script) throws IOException {
    Path program = folder.resolve("notify");
    Files.write(program, List.of("#!/bin/sh", script));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return new NotifyCommand(program.toString());
  }
}
