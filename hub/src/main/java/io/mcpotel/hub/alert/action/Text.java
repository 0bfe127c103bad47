// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import io.mcpotel.hub.alert.Alert;
import io.mcpotel.hub.alert.Label;
import io.mcpotel.hub.alert.Words;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What several formats have in common. */
final class Text {

  private Text() {}

  static String tools(List<Alert.Tool> tools) {
    return tools.stream().map(Text::tool).collect(Collectors.joining("; "));
  }

  /** The service, where it runs, and whatever else the alert is about. */
  static String place(Alert alert) {
    String rest =
        alert.labels().entrySet().stream()
            .filter(entry -> !entry.getKey().equals(Label.SERVICE.text()))
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .sorted()
            .collect(Collectors.joining(", "));
    return alert.service() + (rest.isEmpty() ? "" : " (" + rest + ")");
  }

  static String cut(String text, int most) {
    return text.length() < most ? text : Words.line(text, most - 1);
  }

  private static String tool(Alert.Tool tool) {
    String p95 =
        tool.p95Ms() == null ? "" : String.format(Locale.ROOT, ", p95 %.0f ms", tool.p95Ms());
    return tool.name() + ": " + tool.errors() + " of " + tool.requests() + " calls failed" + p95;
  }
}
