// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/**
 * Classes of the application's OpenTelemetry SDK. The build renames the agent's own copy of that
 * SDK, in every text as well that looks like one of its names, so these are put together late.
 */
public final class ApplicationTypes {

  public static final String SDK = named("OpenTelemetrySdk");
  public static final String SDK_BUILDER = named("OpenTelemetrySdkBuilder");
  public static final String READABLE_SPAN = named("trace.ReadableSpan");

  private ApplicationTypes() {}

  private static String named(String rest) {
    return String.join(".", "io.opentelemetry", "sdk", rest);
  }
}
