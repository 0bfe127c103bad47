// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchesTest {

  @ParameterizedTest
  @CsvSource({
    "'otel.instrumentation.mcp.enabled=false', false",
    "'enabled=false', false",
    "'otel.service.name=x, enabled = false', false",
    "'otel.javaagent.enabled=false', false",
    "'enabled=true', true",
    "'otel.exporter.otlp.headers=a=b,enabled=false', true",
    "'otel.resource.attributes=a=b,enabled=false', true",
    "'otel.resource.attributes=a=b,otel.service.name=x,enabled=false', false",
    "'otel.service.name=enabled', true",
    "'', true",
  })
  void agentIsSwitchedOffInItsArguments(String arguments, boolean enabled) {
    assertEquals(enabled, Switches.enabled(arguments));
  }

  @Test
  void agentIsSwitchedOffInTheConfigurationFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("otel.properties");
    String argument = "otel.javaagent.configuration-file=" + file;

    assertTrue(Switches.enabled(argument));
    Files.writeString(file, "otel.instrumentation.mcp.enabled=false");
    assertFalse(Switches.enabled(argument));
    assertTrue(Switches.enabled(argument + ",enabled=true"));
  }
}
