// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mcpotel.agent.record.Stderr;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that the OpenTelemetry Java agent's users know. */
class ConfigurationFileTest {

  private static final String FILE = "otel.javaagent.configuration-file";
  private static final String PROPERTY = "otel.instrumentation.mcp.exclude-spans";

  @TempDir Path folder;

  @AfterEach
  void unset() {
    System.clearProperty(PROPERTY);
    System.clearProperty(FILE);
  }

  @Test
  void fileIsReadAndAllElseGoesBeforeIt() throws Exception {
    Configuration configuration =
        Configuration.of(
            FILE + "=" + file(PROPERTY + "=ping\notel.service.name = weather\nother=1\n"));

    assertEquals("ping", configuration.get(PROPERTY));
    assertEquals("weather", configuration.get("otel.service.name"));
    assertEquals(Set.of(PROPERTY, "otel.service.name"), configuration.file().keySet());
    System.setProperty(PROPERTY, "tools/list");
    assertEquals("tools/list", configuration.get(PROPERTY));
  }

  @Test
  void misspelledNameInItIsTold() throws Exception {
    System.setProperty(FILE, file("otel.instrumentation.mcp.captur=none").toString());
    try (Stderr stderr = new Stderr()) {
      Settings.from(Configuration.of(""));

      assertEquals(1, stderr.lines().size(), stderr.lines()::toString);
    }
  }

  @Test
  void fileThatCannotBeReadIsTold() {
    try (Stderr stderr = new Stderr()) {
      Configuration configuration = Configuration.of(FILE + "=/no/such.properties");

      assertNull(configuration.get(PROPERTY));
      assertEquals(
          List.of(
              "[mcp-otel-agent] otel.javaagent.configuration-file=/no/such.properties: expected a"
                  + " file of properties that can be read; leaving it out."),
          stderr.lines());
    }
  }

  @Test
  void fileThatIsNoneOfPropertiesIsTold() throws Exception {
    try (Stderr stderr = new Stderr()) {
      Configuration.of(FILE + "=" + file("otel.service.name=\\uzzzz"));

      assertEquals(1, stderr.lines().size());
      assertFalse(stderr.lines().get(0).contains("zzzz"));
    }
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("otel.properties"), text);
  }
}
