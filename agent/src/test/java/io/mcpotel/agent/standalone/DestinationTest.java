// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.agent.core.settings.Configuration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          otel.metrics.exporter=prometheus | http://127.0.0.1:9464/metrics
          otel.metrics.exporter=prometheus,otel.exporter.prometheus.port=9 | http://127.0.0.1:9/metrics
          otel.metrics.exporter=prometheus,otel.exporter.prometheus.host=::1 | http://[::1]:9464/metrics
          otel.metrics.exporter=otlp,prometheus | \
          http://localhost:4318 by http/protobuf and http://127.0.0.1:9464/metrics
          """)
  void addressThatPrometheusReadsIsNamed(String properties, String expected) {
    assertEquals(expected, Destination.ofSignal("metrics", Configuration.of(properties), Map.of()));
  }

  @Test
  void nobodyReadsHowToLogInThere() {
    assertEquals(
        "https://collector/v1/traces by http/protobuf",
        Destination.ofSignal(
            "traces",
            Configuration.of(
                "otel.exporter.otlp.traces.endpoint=https://a:b@collector/v1/traces?api_key=X"),
            Map.of()));
  }
}
