// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.util.Map;

/** The SQL of questions as ClickHouse takes it. */
final class ClickHouseSql {

  /** With which it means the same. */
  static final Map<String, String> SETTINGS =
      Map.of(
          // What was sent twice is answered once.
          "final", "1",
          "join_use_nulls", "1",
          "cast_keep_nullable", "1",
          "aggregate_functions_null_for_empty", "1",
          "session_timezone", "UTC");

  private ClickHouseSql() {}

  static String of(String sql) {
    return sql;
  }
}
