// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.record.Stderr;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever misspells a property of ours is told, and how it is spelled. */
class UnknownPropertiesTest {

  private static final String PREFIX = "otel.instrumentation.mcp.";

  @ParameterizedTest
  @CsvSource({
    "captur, capture",
    "capture.maxlength, capture.max-length",
    "handler.spans, handler-spans",
    "handler-span, handler-spans",
    "Debug, debug",
    "recordfile, record.file",
    "prometheus.host, prometheus.hosts",
    "enable, enabled",
  })
  void wrongNameIsToldWithTheNearestRightOne(String wrong, String right) {
    System.setProperty(PREFIX + wrong, "x");
    try (Stderr stderr = new Stderr()) {
      Settings.from(Configuration.of(""));

      assertEquals(
          List.of(
              "[mcp-otel-agent] %s%s: there is no such property; the nearest is %s%s."
                  .formatted(PREFIX, wrong, PREFIX, right)),
          stderr.lines());
    } finally {
      System.clearProperty(PREFIX + wrong);
    }
  }

  @Test
  void wrongVariableIsToldAsOne() {
    assertEquals(
        List.of(
            "OTEL_INSTRUMENTATION_MCP_CAPTURE_MAXLENGTH: there is no such property; the nearest is"
                + " OTEL_INSTRUMENTATION_MCP_CAPTURE_MAX_LENGTH."),
        UnknownProperties.among(
            Set.of(), Set.of("OTEL_INSTRUMENTATION_MCP_CAPTURE_MAXLENGTH", "PATH")));
  }

  @Test
  void rightNamesAndThoseOfOthersAreNotTold() {
    List<String> ours = Stream.of(Property.values()).map(Property::fullName).toList();
    List<String> variables = ours.stream().map(Configuration::variable).toList();

    assertEquals(List.of(), UnknownProperties.among(ours, variables));
    assertEquals(
        List.of(),
        UnknownProperties.among(
            Set.of(
                "otel.instrumentation.mcp-java-sdk.enabled",
                "otel.weather.station",
                "otel.javaagent.debug",
                "otel.service.name",
                "otel.exporter.otlp.metrics.endpoint"),
            Set.of(
                "OTEL_INSTRUMENTATION_MCP_JAVA_SDK_ENABLED",
                "OTEL_INSTRUMENTATION_MCP_JAVA_SDK_0_14_ENABLED",
                "OTEL_JAVA_GLOBAL_AUTOCONFIGURE_ENABLED",
                "OTEL_EXPORTER_OTLP_CERTIFICATE",
                "OTEL_INSTRUMENTATION_MCP")));
  }

  @ParameterizedTest
  @CsvSource({
    "otel.exporter.oltp.endpoint, otel.exporter.otlp.endpoint",
    "otel.sevice.name, otel.service.name",
    "otel.trace.exporter, otel.traces.exporter",
    "otel.exporter.otlp.headers., otel.exporter.otlp.headers",
    "OTEL_EXPORTER_OTLP_ENDPIONT, OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_RESOURCE_ATTRIBUTE, OTEL_RESOURCE_ATTRIBUTES",
  })
  void nameThatIsAlmostOneOfOpenTelemetrysIsToldWithThatOne(String wrong, String right) {
    assertEquals(
        List.of(wrong + ": there is no such property; did you mean " + right + "?"),
        UnknownProperties.among(Set.of(wrong), Set.of(wrong)));
  }

  @Test
  void standardNamesAreNoMisspellingsOfEachOther() {
    assertEquals(List.of(), UnknownProperties.among(StandardNames.ALL, StandardNames.variables()));
  }

  @Test
  void nameThatNobodyCouldReadIsCut() {
    List<String> lines = UnknownProperties.among(Set.of(PREFIX + "x".repeat(9_000)), Set.of());

    assertEquals(1, lines.size());
    assertTrue(lines.get(0).length() < 300, lines::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "capture=messages,handler-spans=false",
        "otel.service.name=x,capture=messages,handler-spans=false",
        "handler-spans=false , capture = messages",
        PREFIX + "capture=messages,handler-spans=false",
      })
  void shortNameIsUnderstoodInTheAgentsArguments(String arguments) {
    try (Stderr stderr = new Stderr()) {
      Settings settings = Settings.from(Configuration.of(arguments));

      assertEquals(Set.of(Capture.Part.MESSAGES), settings.capture().parts());
      assertEquals(false, settings.handlerSpans());
      assertEquals(List.of(), stderr.lines());
    }
  }

  @Test
  void listAfterAShortNameKeepsItsCommas() {
    Settings settings = Settings.from(Configuration.of("capture=arguments,results,debug=false"));

    assertEquals(Set.of(Capture.Part.ARGUMENTS, Capture.Part.RESULTS), settings.capture().parts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"captur=messages", "otel.service.name=x,captur=messages"})
  void wrongShortNameIsToldAndLeavesTheValueBeforeItAlone(String arguments) {
    try (Stderr stderr = new Stderr()) {
      Configuration configuration = Configuration.of(arguments);

      assertEquals(
          List.of(
              "[mcp-otel-agent] agent argument \"captur=…\": there is no such property; the nearest"
                  + " is capture. It is left out."),
          stderr.lines());
      assertEquals(
          arguments.startsWith("otel") ? "x" : null, configuration.get("otel.service.name"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "otel.resource.attributes, 'team=a,captur=b,stage=prod'",
    "otel.exporter.otlp.headers, 'api-key=a=,tenant=b'",
    "otel.exporter.otlp.traces.headers, 'api-key=a,tenant=b'",
    "otel.instrumentation.mcp.redact.patterns, 'a=[0-9]{1,3},b=.'",
    "otel.instrumentation.mcp.redact.hash-key, 'abc,d='",
  })
  void valueThatHasPairsKeepsThem(String property, String value) {
    try (Stderr stderr = new Stderr()) {
      assertEquals(value, Configuration.of(property + "=" + value).get(property));
      assertEquals(List.of(), stderr.lines());
    }
  }

  @Test
  void shortNameAmongPairsIsTheirsAndThatIsTold() {
    try (Stderr stderr = new Stderr()) {
      Configuration configuration =
          Configuration.of("otel.exporter.otlp.headers=api-key=a,capture=messages");

      assertEquals("api-key=a,capture=messages", configuration.get("otel.exporter.otlp.headers"));
      assertEquals(
          List.of(
              "[mcp-otel-agent] agent argument \"capture=…\": taken as a part of"
                  + " otel.exporter.otlp.headers, which is before it;"
                  + " otel.instrumentation.mcp.capture would not be."),
          stderr.lines());
    }
  }
}
