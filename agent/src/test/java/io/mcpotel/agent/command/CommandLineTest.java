// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.AgentVersion;
import io.mcpotel.agent.record.Stderr;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void helpIsGivenWhereItIsAskedFor(String argument) {
    String said = said(0, argument);

    assertTrue(said.contains("-javaagent") && said.contains("attach PID"), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-version", "version"})
  void versionIsOneLine(String argument) {
    assertEquals(
        List.of("mcp-otel-agent " + AgentVersion.get()), said(0, argument).lines().toList());
  }

  @Test
  void whatIsNotUnderstoodIsAFailureAndHelpsOnStderr() {
    try (Stderr stderr = new Stderr()) {
      assertEquals("", said(1, "attach"));
      assertTrue(stderr.lines().get(0).contains("Not understood: attach"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.1.0 started, 'Process 7 has the agent already, release 0.1.0; nothing changes.'",
    "0.1.0 waiting, 'Process 7 has the agent already, release 0.1.0, which waits for the first MCP"
        + " class; nothing changes.'",
    "0.1.0 failed, 'Process 7 has the agent already, release 0.1.0, which could not start: its"
        + " stderr says why; nothing changes.'",
    "strange, 'Process 7 has the agent already, release strange; nothing changes.'",
  })
  void agentThatIsThereIsTold(String state, String line) {
    assertEquals(line, CommandLine.alreadyThere("7", state));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7 8", "weather", "-1", "--yaml", "0"})
  void doctorOfNothingThatIsAProcessIsNotUnderstood(String arguments) {
    try (Stderr stderr = new Stderr()) {
      String[] words = ("doctor " + arguments).split(" ");
      assertEquals(2, CommandLine.run(words, new File("no.jar")));
      assertEquals(
          List.of(
              "Not understood: doctor " + arguments,
              "Usage: java -jar mcp-otel-agent.jar doctor [PID] [--json]"),
          stderr.lines());
    }
  }

  @Test
  void whatIsNoPropertyIsNamed() {
    assertEquals(
        "Not understood: otel.c: expected key=value", refused("attach", "0", "otel.a=b", "otel.c"));
  }

  @Test
  void propertiesMayBeSeveralArguments() {
    assertEquals("There is no process 0.", refused("attach", "0", "otel.a=b", "", "otel.c=d"));
  }

  private static String refused(String... arguments) {
    try (Stderr stderr = new Stderr()) {
      assertEquals(1, CommandLine.run(arguments, new File("no.jar")));
      return stderr.lines().get(0);
    }
  }

  private static String said(int status, String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, UTF_8));
    try {
      assertEquals(status, CommandLine.run(arguments, new File("agent.jar")));
    } finally {
      System.setOut(before);
    }
    return said.toString(UTF_8);
  }
}
