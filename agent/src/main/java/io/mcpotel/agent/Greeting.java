// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.agent.core.Settings;
import java.util.Locale;

/** The one line that a user sees when all is well. */
final class Greeting {

  private Greeting() {}

  /**
   * Says what is on.
   *
   * @param home where telemetry goes, and why
   */
  static String of(String sdkVersion, String home, Settings settings) {
    StringBuilder text =
        new StringBuilder(AgentMain.version())
            .append(": MCP SDK ")
            .append(sdkVersion)
            .append(", telemetry ")
            .append(home)
            .append("; handler spans ")
            .append(settings.handlerSpans() ? "on" : "off")
            .append(", error messages ")
            .append(settings.captureErrors() ? "on" : "off");
    if (!settings.excludedSpans().isEmpty()) {
      text.append(", no spans for ").append(String.join(",", settings.excludedSpans()));
    }
    if (settings.mode() != Settings.Mode.FULL) {
      text.append(", mode ").append(settings.mode().name().toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }
}
