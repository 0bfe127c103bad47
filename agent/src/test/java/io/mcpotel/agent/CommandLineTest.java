// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.agent.record.Stderr;
import java.io.File;
import org.junit.jupiter.api.Test;

class CommandLineTest {

  private static String refused(String... arguments) {
    try (Stderr stderr = new Stderr()) {
      assertEquals(1, CommandLine.run(arguments, new File("no.jar")));
      return stderr.lines().get(0);
    }
  }

  @Test
  void whatIsNoPropertyIsNamed() {
    assertEquals(
        "Not understood: otel.c: expected key=value", refused("attach", "0", "otel.a=b", "otel.c"));
  }

  @Test
  void propertiesMayBeSeveralArguments() {
    assertEquals("There is no process 0.", refused("attach", "0", "otel.a=b", "otel.c=d"));
  }
}
