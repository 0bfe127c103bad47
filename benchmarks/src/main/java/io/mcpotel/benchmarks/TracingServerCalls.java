// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

/** Measures the same calls in an application that has an OpenTelemetry SDK of its own. */
public final class TracingServerCalls {

  private TracingServerCalls() {}

  public static void main(String[] args) throws InterruptedException {
    try (var sdk = AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk()) {
      ServerCalls.main(args);
    }
  }
}
