// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.agent.core.Configuration;
import java.util.Map;
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
}
