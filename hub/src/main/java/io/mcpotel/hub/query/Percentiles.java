// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How percentiles are made: exactly, for which all durations are in memory at once; or, where there
 * are more of them than that is good for, from classes that are 1 % wide. DuckDB's own digest was
 * seven times slower than these, and up to 2 % off.
 */
enum Percentiles {
  EXACT {
    @Override
    String in(String sql) {
      return sql;
    }

    @Override
    void add(Store store, Classes classes, List<Map<String, Object>> rows) {
      // They are in them.
    }
  },
  APPROXIMATE {
    @Override
    String in(String sql) {
      return sql.replaceAll("quantile_cont\\([a-z_]+, [0-9.]+\\)", "CAST(NULL AS DOUBLE)");
    }

    @Override
    void add(Store store, Classes classes, List<Map<String, Object>> rows) throws StoreException {
      Map<List<Object>, Map<String, Object>> found = new HashMap<>();
      for (Map<String, Object> row : store.query(classes.sql(), classes.parameters())) {
        found.put(key(row, classes), row);
      }
      for (Map<String, Object> row : rows) {
        Map<String, Object> percentiles = found.getOrDefault(key(row, classes), Map.of());
        classes
            .columns()
            .forEach(
                (column, percentile) -> {
                  Double value = (Double) percentiles.get(percentile);
                  row.put(column, value == null ? null : (Double) (value * classes.factor()));
                });
      }
    }
  };

  static final long MOST_EXACT = 1_000_000;
  private static final String COUNT = Sql.of("operations_count");

  /**
   * Where they are made of classes.
   *
   * @param keys the columns that rows have in common with what this SQL answers
   * @param columns which percentile goes into which column of the row
   */
  record Classes(
      String sql,
      Map<String, Object> parameters,
      List<String> keys,
      Map<String, String> columns,
      double factor) {}

  static Percentiles of(Store store, Asked asked) throws StoreException {
    Object rows =
        store.query(COUNT, Map.of("from", asked.from(), "to", asked.to())).get(0).get("rows");
    return ((Number) rows).longValue() > MOST_EXACT ? APPROXIMATE : EXACT;
  }

  /** The SQL, in which exact ones are asked for, with those of this kind. */
  abstract String in(String sql);

  /** Adds those that are not in the rows by the SQL. */
  abstract void add(Store store, Classes classes, List<Map<String, Object>> rows)
      throws StoreException;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static List<Object> key(Map<String, Object> row, Classes classes) {
    return Arrays.asList(classes.keys().stream().map(row::get).toArray());
  }
}
