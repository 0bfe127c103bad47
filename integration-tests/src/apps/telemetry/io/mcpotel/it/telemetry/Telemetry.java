// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.telemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.OpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.time.Duration;
import java.util.Arrays;

/** What an application does with OpenTelemetry, by the words {@code global}, {@code own} … */
public final class Telemetry {

  private static volatile OpenTelemetry openTelemetry;

  private Telemetry() {}

  /**
   * Makes an SDK, {@code own} or {@code global}, or one that is {@code unmeasured}, with neither metrics nor log records, or
   * even {@code mute}; with {@code api}
   * there is no SDK of the application's.
   */
  public static void make(String how) {
    switch (how) {
      case "global" -> GlobalOpenTelemetry.set(sdk(true));
      case "own" -> openTelemetry = sdk(true);
      case "unmeasured" -> openTelemetry = sdk(false);
      case "mute" -> openTelemetry = OpenTelemetrySdk.builder().build();
      default -> {}
    }
  }

  static OpenTelemetry get() {
    return openTelemetry == null ? GlobalOpenTelemetry.get() : openTelemetry;
  }

  /** Tells at the end what OpenTelemetry's strict context storage has to complain of. */
  static void tellLeaks() {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> System.err.println("context leaks: " + leaks())));
  }

  private static String leaks() {
    try {
      // An exporter that is at work has a scope of its own open.
      while (isExporting()) {
        Thread.sleep(5);
      }
      ((AutoCloseable) ContextStorage.get()).close();
      return "none";
    } catch (ClassCastException e) {
      return "not strict";
    } catch (Throwable t) {
      return String.valueOf(t).contains("suppress_instrumentation") ? "none" : t.toString();
    }
  }

  private static boolean isExporting() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(frame -> frame.getMethodName().equals("suppressInstrumentation"));
  }

  private static OpenTelemetrySdk sdk(boolean measured) {
    String endpoint = System.getProperty("app.endpoint");
    Resource resource =
        Resource.getDefault()
            .merge(
                Resource.create(
                    Attributes.of(AttributeKey.stringKey("service.name"), "the-application")));
    SdkMeterProviderBuilder meters = SdkMeterProvider.builder().setResource(resource);
    if (measured) {
      meters.registerMetricReader(
          PeriodicMetricReader.builder(
                  OtlpHttpMetricExporter.builder().setEndpoint(endpoint + "/v1/metrics").build())
              .setInterval(Duration.ofMillis(200))
              .build());
    }
    OpenTelemetrySdkBuilder sdk =
        OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setResource(resource)
                .addSpanProcessor(
                    BatchSpanProcessor.builder(
                            OtlpHttpSpanExporter.builder()
                                .setEndpoint(endpoint + "/v1/traces")
                                .build())
                        .setScheduleDelay(Duration.ofMillis(100))
                        .build())
                .build())
        .setMeterProvider(meters.build())
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
    if (measured) {
      addLogs(sdk, resource, endpoint);
    }
    return sdk.build();
  }

  private static void addLogs(OpenTelemetrySdkBuilder sdk, Resource resource, String endpoint) {
    try {
      Class.forName("io.mcpotel.it.telemetry.Logs")
          .getMethod("addTo", OpenTelemetrySdkBuilder.class, Resource.class, String.class)
          .invoke(null, sdk, resource, endpoint);
    } catch (ClassNotFoundException e) {
      // An SDK of old.
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
