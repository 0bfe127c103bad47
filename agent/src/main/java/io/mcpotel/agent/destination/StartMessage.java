// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.destination;

import io.mcpotel.agent.core.AgentVersion;
import io.mcpotel.agent.core.settings.Recording;
import io.mcpotel.agent.core.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The one line that a user sees when all is well. */
final class StartMessage {

  private StartMessage() {}

  /**
   * Says what is on.
   *
   * @param stack what speaks MCP, with its version
   * @param target where telemetry goes, and why
   * @param exportsRecords whether records that are to go there do
   */
  static String of(String stack, String target, Settings settings, boolean exportsRecords) {
    List<String> records = new ArrayList<>(settings.recording().places());
    if (!exportsRecords) {
      records.remove(Recording.OTLP);
    }
    StringBuilder text =
        new StringBuilder(AgentVersion.get())
            .append(": ")
            .append(stack)
            .append(", telemetry ")
            .append(target)
            .append("; handler spans ")
            .append(settings.handlerSpans() ? "on" : "off")
            .append(", records ")
            .append(words(records))
            .append(", captured ")
            .append(words(settings.capture().parts()));
    if (!settings.excludedSpans().isEmpty()) {
      text.append(", no spans for ").append(String.join(",", settings.excludedSpans()));
    }
    if (settings.mode() != Settings.Mode.FULL) {
      text.append(", mode ").append(settings.mode().name().toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }

  private static String words(Collection<?> items) {
    return items.isEmpty()
        ? "none"
        : items.stream()
            .map(item -> item.toString().toLowerCase(Locale.ROOT))
            .sorted()
            .collect(Collectors.joining(","));
  }
}
