// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.monitor.ServerHealth;
import io.mcpotel.agent.monitor.ServerState;
import io.mcpotel.agent.monitor.health.HealthFile;
import io.mcpotel.agent.monitor.health.TestHealthSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the file says is what the command says. */
class HealthCommandTest {

  private static final String REASON = "tool \"a\\b\"\u001b[2J\nis stuck";

  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("health.json");
  }

  private void write(ServerHealth serverHealth) {
    HealthFile.of(path.toString(), "1.2.3").write(serverHealth);
  }

  private String said(int status) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    assertEquals(
        status, new HealthCommand(new PrintStream(said, true, UTF_8)).run(path.toString()));
    String line = said.toString(UTF_8);
    assertEquals(1, line.lines().count(), line);
    return line.strip();
  }

  @ParameterizedTest
  @CsvSource({
    "STARTING, 0",
    "UP, 0",
    "IDLE, 0",
    "FAILING, 0",
    "SLOW, 0",
    "UNRESPONSIVE, 1",
    "BROKEN, 1",
  })
  void statusIsThatOfTheServer(ServerState state, int status) {
    write(TestHealthSource.of(state, "it is so"));

    assertEquals(state.word() + ": it is so", said(status));
  }

  @Test
  void reasonIsReadAndNoTerminalObeysIt() {
    write(TestHealthSource.of(ServerState.UP, REASON));

    assertEquals("up: tool \"a\\b\"\\u001b[2J\\u000ais stuck", said(0));
  }

  @Test
  void stateMayHaveNoReason() {
    write(TestHealthSource.of(ServerState.UP, null));

    assertEquals("up", said(0));
  }

  @Test
  void jvmThatWritesNothingIsNotWell() {
    write(TestHealthSource.at(System.currentTimeMillis() - 29_000, ServerState.UP, "well"));
    assertEquals("up: well", said(0));

    write(TestHealthSource.at(ago(Duration.ofHours(1)), ServerState.UP, "well"));
    String line = said(1);
    assertTrue(line.startsWith("unknown: " + path + " is 360"), line);
    assertTrue(line.endsWith(" s old: the JVM stands still, or was killed"), line);
  }

  @Test
  void clockThatWasSetBackMakesNoFileYoung() {
    write(TestHealthSource.at(ago(Duration.ofHours(-1)), ServerState.UP, "well"));

    assertTrue(said(1).startsWith("unknown: "));
  }

  private static long ago(Duration age) {
    return System.currentTimeMillis() - age.toMillis();
  }

  @Test
  void missingFileIsExplained() {
    assertEquals(
        "unknown: " + path + " is not there: the JVM has ended, or it has loaded no MCP class yet",
        said(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"timestamp\":\"now\",\"state\":\"up\",\"reason\":\"well\"}",
        "{\"timestamp\":\"2026-11-30T07:00:00Z\",\"state\":\"fine\",\"reason\":\"well\"}",
        "{\"timestamp\":\"2026-11-30T07:00:00Z\",\"state\":\"up\",\"reason\":\"we",
      })
  void whatIsNoSuchFileIsTold(String text) throws IOException {
    Files.writeString(path, text);

    assertEquals("unknown: " + path + " does not say how a server is", said(1));
  }

  @Test
  void folderIsNoFile() throws IOException {
    Files.createDirectory(path);

    assertEquals("unknown: " + path + " is no file", said(1));
  }

  @Test
  void processThatIsNotThereIsTold() {
    path = Path.of("999999999");

    assertTrue(said(1).startsWith("unknown: cannot ask process 999999999 ("));
  }
}
