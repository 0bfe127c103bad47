// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of the store as they are written into an answer, and the JSON that is in their columns. */
final class Written {

  private static final Set<String> JSON_COLUMNS = Set.of("attributes", "events", "links");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Written() {}

  static List<Object> rows(List<Map<String, Object>> rows) {
    List<Object> written = new ArrayList<>(rows.size());
    rows.forEach(row -> written.add(row(row)));
    return written;
  }

  static Map<String, Object> row(Map<String, Object> row) {
    Map<String, Object> written = new LinkedHashMap<>();
    row.forEach((column, value) -> written.put(column, value(column, value)));
    // Only for the cursor; as a number of JSON it would lose digits.
    written.remove("id");
    return written;
  }

  static String time(Object time) {
    return time == null ? null : time.toString();
  }

  /** Never null: what is no JSON has nothing in it. */
  static JsonNode parse(Object json) {
    try {
      JsonNode node = json == null ? null : JSON.readTree((String) json);
      return node == null ? MissingNode.getInstance() : node;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static Object value(String column, Object value) {
    if (value instanceof Instant instant) {
      return instant.toString();
    }
    return value != null && JSON_COLUMNS.contains(column) ? new RawValue((String) value) : value;
  }
}
