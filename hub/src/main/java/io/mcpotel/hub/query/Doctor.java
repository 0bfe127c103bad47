// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the agent's doctor says of its own JVM, in its last report. */
final class Doctor {

  /** An agent sends fewer; any program may report. */
  private static final int MOST = 50;

  private Doctor() {}

  /** Null where the report has none: it is of an older agent, or of another program. */
  static List<Map<String, Object>> findings(JsonNode report) {
    JsonNode reported = report.path("doctor");
    if (!reported.isArray()) {
      return null;
    }
    List<Map<String, Object>> findings = new ArrayList<>();
    for (JsonNode one : reported) {
      if (one.path("text").isTextual() && findings.size() < MOST) {
        Map<String, Object> finding = new LinkedHashMap<>();
        finding.put("ok", one.path("ok").asBoolean());
        finding.put("about", one.path("about").asText());
        finding.put("text", one.path("text").asText());
        finding.put("todo", one.path("todo").isTextual() ? one.path("todo").asText() : null);
        findings.add(finding);
      }
    }
    return findings;
  }
}
