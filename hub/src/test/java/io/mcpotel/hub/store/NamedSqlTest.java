// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamedSqlTest {

  @Test
  void namesBecomePlacesInTheirOrderAndCastsStay() {
    NamedSql sql = NamedSql.parse("SELECT a::INT FROM t WHERE b = :b AND (:c IS NULL OR c = :b)");

    assertEquals("SELECT a::INT FROM t WHERE b = ? AND (? IS NULL OR c = ?)", sql.sql());
    assertEquals(List.of("b", "c", "b"), sql.names());
  }
}
