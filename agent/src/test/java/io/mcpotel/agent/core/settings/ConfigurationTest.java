// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

  private static final String PROPERTY = "otel.instrumentation.mcp.exclude-spans";

  @AfterEach
  void unset() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void agentArgumentGoesBeforeSystemProperty() {
    System.setProperty(PROPERTY, "ping");

    assertEquals("tools/list", Configuration.of(PROPERTY + "=tools/list").get(PROPERTY));
    assertEquals("ping", Configuration.of(null).get(PROPERTY));
  }

  @Test
  void listInAnAgentArgumentKeepsItsCommas() {
    Configuration configuration =
        Configuration.of("otel.propagators=tracecontext,baggage,otel.service.name=x");

    assertEquals("tracecontext,baggage", configuration.get("otel.propagators"));
    assertEquals("x", configuration.get("otel.service.name"));
  }

  @Test
  void emptyPropertyIsNotSet() {
    System.setProperty(PROPERTY, " ");

    assertNull(Configuration.of("").get(PROPERTY));
  }

  @Test
  void environmentVariableHasUnderscoresForDotsAndDashes() {
    assertEquals("OTEL_INSTRUMENTATION_MCP_EXCLUDE_SPANS", Configuration.variable(PROPERTY));
  }

  @Test
  void anotherJvmsIsReadFromWhatItWasGiven() {
    System.setProperty(PROPERTY, "ping");
    Configuration another =
        Configuration.ofAnother(
            "exclude-spans=tools/list",
            Map.of("otel.service.name", "weather", PROPERTY, "prompts/*"),
            Map.of("OTEL_SERVICE_NAME", "other", "OTEL_TRACES_EXPORTER", "none"));

    assertEquals("tools/list", another.get(PROPERTY));
    assertEquals("weather", another.get("otel.service.name"));
    assertEquals("none", another.get("otel.traces.exporter"));
    assertNull(Configuration.ofAnother("", Map.of(), Map.of()).get(PROPERTY));
  }

  @Test
  void anotherJvmsFileIsInItsOwnFolder(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("otel.properties"), "otel.service.name=weather");
    Map<String, String> properties =
        Map.of(
            "user.dir", folder.toString(), "otel.javaagent.configuration-file", "otel.properties");

    assertEquals(
        "weather", Configuration.ofAnother("", properties, Map.of()).get("otel.service.name"));
  }

  @Test
  void fileOfAnotherJvmIsWhereThatOneFindsIt() {
    Map<String, String> properties =
        Map.of(
            "user.dir", "/srv/weather",
            "otel.exporter.otlp.certificate", "certs/ca.pem",
            "otel.exporter.otlp.logs.client.key", "/etc/key.pem");
    Configuration other = Configuration.ofAnother("", properties, Map.of());
    assertEquals("/srv/weather/certs/ca.pem", other.get("otel.exporter.otlp.certificate"));
    assertEquals("/etc/key.pem", other.get("otel.exporter.otlp.logs.client.key"));
  }
}
