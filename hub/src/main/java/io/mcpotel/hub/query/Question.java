// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import java.util.List;

/** What can be asked for a range of time, each by one file of SQL. */
enum Question {
  SERVERS("servers", Parameter.FROM, Parameter.TO, Parameter.SERVICE),
  TOOLS("tools", Parameter.FROM, Parameter.TO, Parameter.SERVICE),
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
      Parameter.CURSOR);

  private final String noun;
  private final String sql;
  private final List<Parameter> parameters;

  Question(String noun, Parameter... parameters) {
    this.noun = noun;
    this.sql = Sql.of(noun);
    this.parameters = List.of(parameters);
  }

  String path() {
    return Api.ROOT + noun;
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

  boolean isPaged() {
    return parameters.contains(Parameter.CURSOR);
  }
}
