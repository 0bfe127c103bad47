// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.mcpotel.agent.core.settings.Measuring;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.logging.LoggingMetricExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApplicationSdkTest {

  private static final Measuring MEASURING =
      new Measuring(true, Duration.ofMinutes(5), Duration.ofMinutes(1), 500);

  private final OpenTelemetrySdk first = named("first");
  private final OpenTelemetrySdk second = named("second");

  @AfterEach
  void forgetTheGlobalOne() {
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void firstThatIsNotShutDownIsChosen() throws Exception {
    assertNull(ApplicationSdk.choose(List.of()));
    assertSame(first, ApplicationSdk.choose(List.of(first, second)));

    first.close();

    assertSame(second, ApplicationSdk.choose(List.of(first, second)));
  }

  @Test
  void globalOneIsPreferred() throws Exception {
    GlobalOpenTelemetry.set(second);

    assertSame(second, ApplicationSdk.choose(List.of(first, second)));
  }

  @Test
  void globalOneThatNobodySawBeingMadeIsChosen() throws Exception {
    GlobalOpenTelemetry.set(second);

    OpenTelemetry chosen = (OpenTelemetry) ApplicationSdk.choose(List.of(first));
    assertSame(second.getTracerProvider(), chosen.getTracerProvider());
  }

  @Test
  void globalOneThatDoesNothingIsNotChosen() throws Exception {
    GlobalOpenTelemetry.get();

    assertSame(first, ApplicationSdk.choose(List.of(first)));
    assertNull(ApplicationSdk.choose(List.of()));
  }

  @Test
  void lookingDoesNotSetTheGlobalOne() throws Exception {
    ApplicationSdk.choose(List.of());

    assertFalse(GlobalOpenTelemetry.isSet());
  }

  @Test
  void whatIsNoSdkOfThisApiIsNotChosen() throws Exception {
    assertNull(ApplicationSdk.choose(List.of("an SDK of another application")));
  }

  @Test
  void itsServicesNameIsKnown() {
    assertEquals("first", ApplicationSdk.serviceName(first));
    assertNull(ApplicationSdk.serviceName("no SDK"));
  }

  @Test
  void onlyMetricsThatAreReadAreRecorded() {
    assertNull(ApplicationSdk.metrics(first, "1", MEASURING));

    SdkMeterProvider read =
        SdkMeterProvider.builder()
            .registerMetricReader(PeriodicMetricReader.create(LoggingMetricExporter.create()))
            .build();
    try (OpenTelemetrySdk measured = OpenTelemetrySdk.builder().setMeterProvider(read).build()) {
      assertNotNull(ApplicationSdk.metrics(measured, "1", MEASURING));
    }
  }

  private static OpenTelemetrySdk named(String name) {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setResource(
                    Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), name)))
                .build())
        .build();
  }
}
