// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An alert of the hub's that began to fire, or was over, as it was put on record. */
final class AlertChange {

  private static final List<String> COLUMNS =
      List.of("rule", "labels", "from_state", "to_state", "value_text", "summary");

  private AlertChange() {}

  static Map<String, Object> row(Map<String, Object> row) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("time", Written.time(row.get("time")));
    JsonNode attributes = Written.parse(row.get("attributes"));
    COLUMNS.forEach(column -> written.put(column, attributes.get(column)));
    return written;
  }
}
