// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.agent.core.Settings;
import io.mcpotel.agent.telemetry.StandaloneSdk;

/** The one line that a user sees when all is well. */
final class Greeting {

  private Greeting() {}

  static String of(String sdkVersion, StandaloneSdk sdk, Settings settings) {
    StringBuilder text =
        new StringBuilder(AgentMain.version())
            .append(": MCP SDK ")
            .append(sdkVersion)
            .append(", telemetry to ")
            .append(sdk.destination())
            .append("; handler spans ")
            .append(settings.handlerSpans() ? "on" : "off")
            .append(", error messages ")
            .append(settings.captureErrors() ? "on" : "off");
    if (!settings.excludedSpans().isEmpty()) {
      text.append(", no spans for ").append(String.join(",", settings.excludedSpans()));
    }
    return text.toString();
  }
}
