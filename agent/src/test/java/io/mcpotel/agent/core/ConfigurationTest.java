// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
}
