// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import io.mcpotel.agent.record.RecordQueue;
import io.mcpotel.agent.record.Sinks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartMessageTest {

  private static final String NONE =
      "otel.traces.exporter=none,otel.metrics.exporter=none,otel.logs.exporter=none";

  @Test
  void recordsAreSaidToGoWhereTheyAreAskedFor() {
    String message = message("record=otlp,file", true);

    assertTrue(message.contains("records file,otlp, captured errors"), message);
  }

  @ParameterizedTest
  @CsvSource({"'', none", "'record=otlp,file,', file"})
  void recordsThatNobodyExportsAreNotSaidToBe(String property, String records) {
    String message = message(property, false);

    assertTrue(message.contains("records " + records + ", captured"), message);
    assertFalse(message.contains("otlp"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {NONE, "otel.sdk.disabled=true"})
  void sdkWithoutAnExporterForThemExportsNoRecords(String properties) {
    assertFalse(standalone(properties).exportsRecords());
  }

  @Test
  void sdkThatExportsSpansOnlyIsNoReasonToSayRecords() {
    Standalone standalone = standalone(NONE + ",otel.traces.exporter=console");

    assertEquals(false, standalone.exportsRecords());
    assertTrue(standalone(NONE + ",otel.logs.exporter=console").exportsRecords());
  }

  private static Standalone standalone(String properties) {
    Configuration configuration = Configuration.of(properties);
    Settings settings = Settings.from(configuration);
    return new Standalone(
        configuration, settings, new RecordQueue(Sinks.of(settings.recording()), Thread::new));
  }

  private static String message(String properties, boolean exportsRecords) {
    Settings settings = Settings.from(Configuration.of(properties));
    return StartMessage.of("MCP SDK 2.1.0", "to somewhere", settings, exportsRecords);
  }
}
