// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import com.fasterxml.jackson.databind.util.RawValue;
import io.mcpotel.hub.store.Column;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import io.mcpotel.hub.store.Type;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A row that was just kept, as the lists have it. */
record LiveRow(String type, Map<String, Object> row) {

  private static final Set<String> NOT_WRITTEN = Set.of("id", "received", "resource_id");
  private static final List<String> EVENT =
      List.of("severity", "session_id", "trace_id", "method", "tool", "attributes");

  /** Null where nobody is told of it. */
  static LiveRow of(Row row) {
    switch (row.table()) {
      case OPERATIONS:
        return new LiveRow("operation", columns(row));
      case SESSIONS:
        return new LiveRow("session", session(row));
      case EVENTS:
        return row.get("name") instanceof String name && Question.EVENT_TYPES.containsKey(name)
            ? new LiveRow("event", event(row, Question.EVENT_TYPES.get(name), row.get("body")))
            : null;
      case MESSAGES:
        return row.get("rejected") == null
            ? null
            : new LiveRow("event", event(row, "rejected", row.get("rejected")));
      default:
        return null;
    }
  }

  private static Map<String, Object> columns(Row row) {
    Map<String, Object> columns = new LinkedHashMap<>();
    for (Column column : row.table().columns()) {
      String name = column.name();
      if (name.equals("duration") || name.equals("handler_wait")) {
        Double seconds = (Double) row.get(name);
        columns.put(name + "_ms", seconds == null ? null : (Double) (seconds * 1000));
      } else if (!NOT_WRITTEN.contains(name)) {
        columns.put(name, value(row, name, column.type()));
      }
    }
    return columns;
  }

  /** As it is known at this moment: the list of sessions has all of it. */
  private static Map<String, Object> session(Row row) {
    Map<String, Object> session = columns(row);
    session.put("opened", "opened".equals(row.get("state")) ? session.get("time") : null);
    session.put("closed", "closed".equals(row.get("state")) ? session.get("time") : null);
    session.put("end_reason", session.remove("close_reason"));
    session.put("calls", session.remove("operations"));
    return session;
  }

  private static Map<String, Object> event(Row row, String type, Object summary) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("time", value(row, "time", Type.TIME));
    event.put("type", type);
    for (String column : List.of("service", "instance", "role")) {
      event.put(column, row.get(column));
    }
    event.put("summary", summary);
    boolean isMessage = row.table() == Table.MESSAGES;
    for (String column : EVENT) {
      boolean isMissing = isMessage && (column.equals("severity") || column.equals("tool"));
      event.put(column, isMissing ? null : value(row, column, Type.TEXT));
    }
    if (isMessage) {
      event.put("severity", "WARN");
    }
    return event;
  }

  private static Object value(Row row, String column, Type type) {
    Object value = row.get(column);
    if (value != null && type == Type.TIME) {
      long micros = (Long) value;
      return Instant.ofEpochSecond(
              Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000)
          .toString();
    }
    return value != null && column.equals("attributes") ? new RawValue((String) value) : value;
  }
}
