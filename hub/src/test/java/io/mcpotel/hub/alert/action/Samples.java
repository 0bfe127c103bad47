// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import io.mcpotel.hub.alert.Alert;
import io.mcpotel.hub.alert.Kind;
import io.mcpotel.hub.alert.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Alerts as the rules make them. */
final class Samples {

  private Samples() {}

  static Alert firing() {
    return of(Map.of("service", "weather", "instance", "weather-1"), "The weather");
  }

  static Alert resolved() {
    return firing().resolved(Instant.parse("2026-03-01T12:05:00Z"), "now 1%; all is well");
  }

  static Alert of(Map<String, String> labels, String server) {
    return new Alert(
        "mcp_error_rate_spike",
        Kind.ERROR_RATE,
        Severity.WARNING,
        Alert.State.FIRING,
        Instant.parse("2026-03-01T12:00:00Z"),
        null,
        0.12,
        "12%",
        "5%",
        "5m",
        "12 of 100 requests in the last 5 minutes failed",
        labels,
        server,
        List.of(new Alert.Tool("<!channel>", 100, 12, 12.5)),
        false);
  }
}
