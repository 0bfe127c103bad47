// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.agent.core.Conventions;
import io.mcpotel.agent.core.Metrics;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Wire;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Measuring;
import io.mcpotel.agent.core.settings.Settings;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SessionDurationTest {

  private final LastExport export = new LastExport();
  private final Measuring measuring = Settings.from(Configuration.of("")).measuring();

  private MetricData measured(String... closeReasons) {
    Metrics metrics = McpMetrics.of(export.meters(), "1", measuring);
    Session session = Session.client(Wire.HTTP.to("localhost", 80), true);
    session.negotiated("2025-06-18", null);
    for (String reason : closeReasons) {
      metrics.record(session, new Session.End(reason, 1_000_000_000, 1, 0));
    }
    return export.end().get("mcp.client.session.duration");
  }

  private static Set<Attributes> attributes(MetricData metric) {
    return metric.getData().getPoints().stream()
        .map(PointData::getAttributes)
        .collect(Collectors.toSet());
  }

  private static Attributes expected(String errorType) {
    return Attributes.builder()
        .put(Keys.PROTOCOL_VERSION, "2025-06-18")
        .put(Keys.NETWORK_TRANSPORT, "tcp")
        .put(Keys.NETWORK_PROTOCOL, "http")
        .put(Keys.SERVER_ADDRESS, "localhost")
        .put(Keys.SERVER_PORT, 80L)
        .put(Keys.ERROR_TYPE, errorType)
        .build();
  }

  @Test
  void sessionThatEndsWithAnErrorSaysWhich() {
    MetricData metric = measured(Session.LOST, "unparsable", "too_large");

    assertEquals(
        Set.of(expected("lost"), expected("unparsable"), expected("too_large")),
        attributes(metric));
  }

  @Test
  void sessionThatIsClosedHasNoError() {
    MetricData metric =
        measured(Session.CLOSED, Session.DELETED, Session.END_OF_INPUT, "shutdown", null);

    assertEquals(Set.of(expected(null)), attributes(metric));
  }

  @Test
  void metricsSayWhichConventionsTheyFollow() {
    assertEquals(
        Conventions.SCHEMA_URL, measured("closed").getInstrumentationScopeInfo().getSchemaUrl());
  }
}
