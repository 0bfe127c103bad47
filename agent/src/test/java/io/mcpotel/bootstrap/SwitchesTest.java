// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
