// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.agent.core.settings.Configuration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardPropertiesTest {

  @ParameterizedTest
  @CsvSource({
    "otel.bsp.schedule.delay, soon, 5000",
    "otel.bsp.schedule.delay, -1, 5000",
    "otel.bsp.schedule.delay, 0, 5000",
    "otel.bsp.schedule.delay, 5S, 5000",
    "otel.bsp.schedule.delay, 999999d, 5000",
    "otel.blrp.schedule.delay, often, 1000",
    "otel.blrp.max.queue.size, 99999999999, 2048",
    "otel.exporter.otlp.timeout, 25d, 10000",
    "otel.exporter.otlp.timeout, 99999999999999999999, 10000",
    "otel.metric.export.interval, 0s, 60000",
    "otel.bsp.max.queue.size, 0, 2048",
    "otel.bsp.max.queue.size, 999999999, 2048",
    "otel.metric.export.interval, 1 fortnight, 60000",
    "otel.traces.exporter, jaeger, otlp",
    "otel.traces.exporter, prometheus, otlp",
    "otel.traces.exporter, logging-otlp, otlp",
    "otel.metrics.exporter, 'prometheus,none', otlp",
    "otel.exporter.prometheus.port, http, 9464",
    "otel.exporter.prometheus.port, 0, 9464",
    "otel.exporter.prometheus.port, 65536, 9464",
    "otel.metrics.exporter, experimental-otlp/stdout, otlp",
    "otel.traces.sampler, sometimes, parentbased_always_on",
    "otel.traces.sampler.arg, 1.5, 1.0",
    "otel.propagators, b3, 'tracecontext,baggage'",
    "otel.exporter.otlp.protocol, http/json, http/protobuf",
    "otel.exporter.otlp.compression, zip, none",
    "otel.exporter.otlp.endpoint, localhost:4318, http://localhost:4318",
    "otel.exporter.otlp.traces.endpoint, 'http://bad host', http://localhost:4318/v1/traces",
  })
  void wrongValueGetsTheDefault(String property, String value, String used) {
    assertEquals(Map.of(property, used), corrections(property, value));
  }

  @ParameterizedTest
  @CsvSource({
    "otel.exporter.otlp.certificate, /no/such/file",
    "otel.exporter.otlp.headers, api-key",
    "otel.resource.attributes, prod",
    "otel.attribute.value.length.limit, long",
  })
  void wrongValueWithoutDefaultIsUnset(String property, String value) {
    assertEquals(Collections.singletonMap(property, null), corrections(property, value));
  }

  @ParameterizedTest
  @CsvSource({
    "otel.bsp.schedule.delay, 200",
    "otel.bsp.schedule.delay, 5s",
    "otel.exporter.otlp.timeout, 0",
    "otel.exporter.otlp.timeout, 24d",
    "otel.traces.exporter, 'otlp,console'",
    "otel.traces.exporter, none",
    "otel.metrics.exporter, 'otlp,prometheus'",
    "otel.exporter.prometheus.port, 19464",
    "otel.exporter.prometheus.host, 0.0.0.0",
    "otel.traces.sampler.arg, 0.25",
    "otel.exporter.otlp.endpoint, https://collector.example:4318/base",
    "otel.exporter.otlp.headers, 'api-key=secret,tenant=a'",
    "otel.resource.attributes, deployment.environment.name=prod",
  })
  void rightValueIsLeftToTheSdk(String property, String value) {
    assertEquals(Map.of(), corrections(property, value));
  }

  @Test
  void batchMayNotBeLargerThanTheQueue() {
    assertEquals(
        Map.of("otel.bsp.max.export.batch.size", "100"),
        corrections("otel.bsp.max.queue.size", "100"));
  }

  private static Map<String, String> corrections(String property, String value) {
    return StandardProperties.corrections(Configuration.of(property + "=" + value));
  }
}
