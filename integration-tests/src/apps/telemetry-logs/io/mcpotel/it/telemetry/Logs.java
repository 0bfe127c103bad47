// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.telemetry;

import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.sdk.OpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;

/** The log records of an SDK; before 1.27 there were none. */
public final class Logs {

  private Logs() {}

  /** Called by name, for an application may be without this class. */
  public static void addTo(OpenTelemetrySdkBuilder sdk, Resource resource, String endpoint) {
    sdk.setLoggerProvider(
        SdkLoggerProvider.builder()
            .setResource(resource)
            .addLogRecordProcessor(
                BatchLogRecordProcessor.builder(
                        OtlpHttpLogRecordExporter.builder()
                            .setEndpoint(endpoint + "/v1/logs")
                            .build())
                    .setScheduleDelay(Duration.ofMillis(100))
                    .build())
            .build());
  }
}
