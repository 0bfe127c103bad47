// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.HealthSettings;
import io.mcpotel.agent.monitor.health.TestHealthSource;
import io.mcpotel.agent.record.Stderr;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthOutletsTest {

  private final TestHealthSource serverHealth = new TestHealthSource();

  private void start(String arguments) {
    start(arguments, true);
  }

  private void start(String arguments, boolean isMeasured) {
    HealthSettings settings = HealthSettings.from(Configuration.of(arguments));
    HealthOutlets.start(settings, isMeasured, serverHealth, event -> {});
  }

  @Test
  void nobodyListensUnlessAskedTo() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();

    start("");

    assertEquals(0, serverHealth.listeners());
    assertEquals(
        List.of(),
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !before.contains(thread))
            .map(Thread::getName)
            .filter(name -> name.startsWith("mcp-otel-agent"))
            .toList());
  }

  @ParameterizedTest
  @CsvSource({"exit, 1", "none, 0"})
  void whatIsAskedForListens(String onFailure, int listeners) {
    start("health.on-failure=" + onFailure);

    assertEquals(listeners, serverHealth.listeners());
  }

  @Test
  void whereNothingIsKnownThatIsToldToWhoAskedOnly() {
    try (Stderr stderr = new Stderr()) {
      start("", false);
      assertEquals(List.of(), stderr.lines());

      start("health.on-failure=exit", false);
      assertEquals(0, serverHealth.listeners());
      assertEquals(
          List.of("[mcp-otel-agent] health is off with mode=propagation."), stderr.lines());
    }
  }

  @Test
  void pathThatLeadsToNoFileIsToldAndAllElseGoesOn() {
    try (Stderr stderr = new Stderr()) {
      start("health.file=/,health.on-failure=exit");

      assertEquals(1, serverHealth.listeners());
      assertEquals(
          List.of("[mcp-otel-agent] health is not written to /: it is no file."), stderr.lines());
    }
  }
}
