// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

/** What a column holds. */
public enum Type {
  TEXT("VARCHAR"),
  LONG("BIGINT"),
  DOUBLE("DOUBLE"),
  /** Microseconds since 1970, UTC. */
  TIME("TIMESTAMP");

  private final String sql;

  Type(String sql) {
    this.sql = sql;
  }

  String sql() {
    return sql;
  }
}
