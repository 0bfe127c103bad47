// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.catalog.Catalogs;
import io.mcpotel.agent.monitor.health.HealthFile;
import io.mcpotel.agent.record.Sinks;
import io.mcpotel.agent.record.Stderr;
import io.mcpotel.agent.redact.CapturePolicy;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a property says, the agent starts, and tells a wrong value in one line. */
class PropertyTest {

  private static final List<String> STRANGE =
      List.of(
          "",
          " ",
          "0",
          "00",
          "0s",
          "0g",
          "-1",
          "-5s",
          "-100m",
          "999999d",
          "999999999d",
          "999999999999g",
          "9223372036854775807",
          "9223372036854775808ms",
          "9".repeat(400) + "h",
          "1e9",
          "1.5h",
          "NaN",
          "off",
          "maybe",
          "none",
          "%p",
          "/",
          "..",
          ",",
          ",,=,",
          "*?[",
          "((((",
          "a{99999999999}",
          "\\",
          "[a-",
          "(?<",
          "\\p{Is",
          "\0",
          "two\nlines",
          "π".repeat(5_000));

  static Stream<Arguments> strangeValues() {
    return Stream.of(Property.values())
        .flatMap(property -> STRANGE.stream().map(value -> Arguments.of(property, value)));
  }

  @ParameterizedTest
  @MethodSource("strangeValues")
  void strangeValueIsNoReasonNotToStart(Property property, String value) {
    System.setProperty(property.fullName(), value);
    // Of the places for records, only a file is made of what a property says.
    String arguments =
        property == Property.RECORD ? "" : Property.RECORD.fullName() + "=file,stderr";
    try (Stderr stderr = new Stderr()) {
      Settings settings = Settings.from(Configuration.of(arguments));
      Sinks.of(settings.recording());
      new CapturePolicy(settings, rule -> {});
      new Catalogs(settings.catalogBaseline(), Thread::new);
      HealthSettings health = HealthSettings.from(Configuration.of(arguments));
      AlertSettings alerts = AlertSettings.from(Configuration.of(arguments));
      if (health.file() != null) {
        HealthFile.of(health.file(), "1.2.3");
      }

      assertInBounds(alerts.repeat());
      assertInBounds(settings.measuring().idleAfter());
      assertInBounds(settings.measuring().stuckAfter());
      assertInBounds(settings.recording().retention());
      assertTrue(settings.recording().maxSize() >= 65_536);
      assertTrue(settings.measuring().maxNames() > 0);
      assertTrue(settings.capture().maxLength() > 0);
      assertTrue(health.port() >= 0 && health.port() < 65_536);
      assertTrue(stderr.lines().size() <= 1, stderr.lines()::toString);
    } finally {
      System.clearProperty(property.fullName());
    }
  }

  private static void assertInBounds(Duration duration) {
    assertTrue(duration.toNanos() >= 1_000_000, duration::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "stuck-after, 0s, 'off, or a duration such as 30s or 12h, from 1ms to 36500d', 60s",
    "stuck-after, 999999d, 'off, or a duration such as 30s or 12h, from 1ms to 36500d', 36500d",
    "idle-after, -5m, 'off, or a duration such as 30s or 12h, from 1ms to 36500d', 5m",
    "record.file.retention, 1 week, 'off, or a duration such as 30s or 12h, from 1ms to 36500d', 7d",
    "record.file.max-size, 10k, 'off, or a size such as 500k or 2g, from 64k to 1000000g', 64k",
    "record.file.max-size, 99999999999g, 'off, or a size such as 500k or 2g, from 64k to 1000000g',"
        + " 1000000g",
    "max-names, 0, 'a whole number, from 1 to 100000000', 500",
    "max-names, off, 'a whole number, from 1 to 100000000', 500",
    "capture.max-length, 2147483648, 'a whole number, from 1 to 100000000', 100000000",
    "alert.error-rate, 5, 'off, or a share and a time such as 5%/5m, of the last 10s to 10m', 5%/5m",
    "alert.error-rate, 100%/5m, 'off, or a share and a time such as 5%/5m, of the last 10s to 10m',"
        + " 5%/5m",
    "alert.p95, 2s/11m, 'off, or two times such as 2s/10m, of the last 10s to 10m', 2s/10m",
    "alert.p95, off/10m, 'off, or two times such as 2s/10m, of the last 10s to 10m', 2s/10m",
    "alert.unresponsive, 0/1m, 'off, or a number of checks and a time such as 3/1m, from 1 to 99"
        + " within 1s to 1h', 3/1m",
    "alert.min-requests, 0, 'a whole number, from 1 to 100000000', 20",
    "debug, maybe, true or false, false",
  })
  void lineNamesThePropertyTheValueTheBoundsAndWhatIsUsed(
      String property, String value, String expected, String used) {
    String name = "otel.instrumentation.mcp." + property;
    try (Stderr stderr = new Stderr()) {
      Settings.from(Configuration.of(name + "=" + value));

      assertEquals(
          List.of(
              "[mcp-otel-agent] %s=%s: expected %s; using %s."
                  .formatted(name, value, expected, used)),
          stderr.lines());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "health.port, 0, 'off, or a port from 1 to 65535', off",
    "health.port, 65536, 'off, or a port from 1 to 65535', off",
    "health.port, http, 'off, or a port from 1 to 65535', off",
    "health.on-failure, restart, 'one of none, exit', none",
  })
  void healthIsNotToldWhereThatIsAskedForWrongly(
      String property, String value, String expected, String used) {
    String name = "otel.instrumentation.mcp." + property;
    try (Stderr stderr = new Stderr()) {
      HealthSettings health = HealthSettings.from(Configuration.of(name + "=" + value));

      assertEquals(0, health.port());
      assertEquals(HealthSettings.OnFailure.NONE, health.onFailure());
      assertEquals(
          List.of(
              "[mcp-otel-agent] %s=%s: expected %s; using %s."
                  .formatted(name, value, expected, used)),
          stderr.lines());
    }
  }

  @Test
  void healthIsToldNobodyUnlessAskedFor() {
    assertEquals(
        new HealthSettings("127.0.0.1", 0, List.of(), null, HealthSettings.OnFailure.NONE),
        HealthSettings.from(Configuration.of("otel.instrumentation.mcp.health.port=off")));
  }

  @Test
  void whatIsOffIsNeverReachedAndNotTold() {
    try (Stderr stderr = new Stderr()) {
      Settings settings =
          Settings.from(
              Configuration.of(
                  Stream.of("idle-after", "stuck-after", "record.file.retention")
                      .map(name -> "otel.instrumentation.mcp." + name + "=off,")
                      .reduce(
                          "otel.instrumentation.mcp.record.file.max-size=OFF,", String::concat)));

      assertEquals(Measuring.NEVER, settings.measuring().idleAfter());
      assertEquals(Measuring.NEVER, settings.measuring().stuckAfter());
      assertEquals(Measuring.NEVER, settings.recording().retention());
      assertEquals(Long.MAX_VALUE, settings.recording().maxSize());
      assertEquals(List.of(), stderr.lines());
    }
  }

  @Test
  void messagesContentIsAskedForByTrueOnly() {
    String property = "otel.instrumentation.genai.capture.message.content";
    try (Stderr stderr = new Stderr()) {
      Settings settings = Settings.from(Configuration.of(property + "=perhaps"));

      assertEquals(java.util.Set.of(Capture.Part.ERRORS), settings.capture().parts());
      assertEquals(
          List.of(
              "[mcp-otel-agent] " + property + "=perhaps: expected true or false; using false."),
          stderr.lines());
    }
  }
}
