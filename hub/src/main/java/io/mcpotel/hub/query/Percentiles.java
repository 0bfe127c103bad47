// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.util.Locale;
import java.util.Map;

/**
 * How percentiles are made: exactly, for which all durations are in memory at once, or within 1 %
 * where there are more of them than that is good for. The files of SQL say the exact one.
 */
enum Percentiles {
  EXACT("quantile_cont("),
  APPROXIMATE("approx_quantile(");

  static final long MOST_EXACT = 1_000_000;
  private static final String COUNT = Sql.of("operations_count");

  private final String function;

  Percentiles(String function) {
    this.function = function;
  }

  static Percentiles of(Store store, Asked asked) throws StoreException {
    Object rows =
        store.query(COUNT, Map.of("from", asked.from(), "to", asked.to())).get(0).get("rows");
    return ((Number) rows).longValue() > MOST_EXACT ? APPROXIMATE : EXACT;
  }

  String in(String sql) {
    return sql.replace(EXACT.function, function);
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
