// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import java.util.List;
import java.util.Map;

/** What can be asked for a range of time, each by one file of SQL. */
enum Question {
  OPERATIONS(
      "operations",
      Parameter.FROM,
      Parameter.TO,
      Parameter.SERVICE,
      Parameter.INSTANCE,
      Parameter.ROLE,
      Parameter.DIRECTION,
      Parameter.METHOD,
      Parameter.TOOL,
      Parameter.SESSION_ID,
      Parameter.CLIENT_NAME,
      Parameter.OUTCOME,
      Parameter.ERROR_TYPE,
      Parameter.MIN_DURATION_MS,
      Parameter.LIMIT,
      Parameter.CURSOR),
  SESSIONS(
      "sessions",
      Parameter.FROM,
      Parameter.TO,
      Parameter.SERVICE,
      Parameter.INSTANCE,
      Parameter.CLIENT_NAME,
      Parameter.SESSION_ID,
      Parameter.STATE,
      Parameter.LIMIT,
      Parameter.CURSOR) {
    @Override
    Map<String, Object> written(Map<String, Object> row) {
      return Sessions.row(row);
    }
  },
  EVENTS(
      "events",
      Parameter.FROM,
      Parameter.TO,
      Parameter.TYPE,
      Parameter.SERVICE,
      Parameter.INSTANCE,
      Parameter.LIMIT,
      Parameter.CURSOR),
  ALERT_HISTORY("alert_history", Parameter.FROM, Parameter.TO, Parameter.LIMIT, Parameter.CURSOR) {
    @Override
    Map<String, Object> written(Map<String, Object> row) {
      return AlertChange.row(row);
    }
  };

  /** The events of records by their names, as the SQL has them, too. */
  static final Map<String, String> EVENT_TYPES =
      Map.of(
          "mcp.stuck", "stuck",
          "mcp.catalog", "catalog",
          "mcp.transport", "transport",
          "mcp.alert", "alert",
          "mcp.hub.alert", "alert",
          "mcp.hub.command", "command",
          "mcp.health", "health");

  private final String noun;
  private final String sql;
  private final List<Parameter> parameters;

  Question(String noun, Parameter... parameters) {
    this.noun = noun;
    this.sql = Sql.of(noun);
    this.parameters = List.of(parameters);
  }

  String noun() {
    return noun;
  }

  String sql() {
    return sql;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  Map<String, Object> written(Map<String, Object> row) {
    return Written.row(row);
  }

  boolean isPaged() {
    return parameters.contains(Parameter.CURSOR);
  }
}
