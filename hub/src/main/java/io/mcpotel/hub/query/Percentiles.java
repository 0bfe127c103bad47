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
    void add(Store store, Source source, List<Map<String, Object>> rows) throws StoreException {
      if (source.exact() != null) {
        Map<List<Object>, Map<String, Object>> found = source.ask(store, source.exact());
        for (Map<String, Object> row : rows) {
          row.putAll(found.getOrDefault(source.key(row), Map.of()));
        }
      }
    }
  },
  APPROXIMATE {
    @Override
    String in(String sql) {
      return sql.replaceAll("quantile_cont\\([a-z_]+, [0-9.]+\\)", "CAST(NULL AS DOUBLE)");
    }

    @Override
    void add(Store store, Source source, List<Map<String, Object>> rows) throws StoreException {
      for (Classes classes : source.classes()) {
        Map<List<Object>, Map<String, Object>> found = source.ask(store, classes.sql());
        for (Map<String, Object> row : rows) {
          Map<String, Object> percentiles = found.getOrDefault(source.key(row), Map.of());
          classes
              .columns()
              .forEach(
                  (column, percentile) -> {
                    Double value = (Double) percentiles.get(percentile);
                    row.put(column, value == null ? null : (Double) (value * classes.factor()));
                  });
        }
      }
    }
  };

  static final long MOST_EXACT = 1_000_000;
  private static final String COUNT = Sql.of("operations_count");

  /**
   * What answers them.
   *
   * @param exact SQL with the columns as they are in rows; null where they are in them already
   * @param keys the columns that rows have in common with what is answered
   */
  record Source(
      String exact, List<Classes> classes, List<String> keys, Map<String, Object> parameters) {

    private Map<List<Object>, Map<String, Object>> ask(Store store, String sql)
        throws StoreException {
      Map<List<Object>, Map<String, Object>> found = new HashMap<>();
      for (Map<String, Object> row : store.query(sql, parameters)) {
        found.put(key(row), row);
      }
      return found;
    }

    private List<Object> key(Map<String, Object> row) {
      return Arrays.asList(keys.stream().map(row::get).toArray());
    }
  }

  /**
   * Those that are made of classes.
   *
   * @param columns which percentile goes into which column of the row
   */
  record Classes(String sql, Map<String, String> columns, double factor) {}

  static Percentiles of(Store store, Asked asked) throws StoreException {
    Object rows = store.query(COUNT, asked.forSql()).get(0).get("rows");
    return of(((Number) rows).longValue());
  }

  /** Of all the calls that these rows tell of. */
  static Percentiles of(List<Map<String, Object>> rows) {
    return of(rows.stream().mapToLong(row -> ((Number) row.get("calls")).longValue()).sum());
  }

  /** The SQL, in which exact ones are asked for, with those of this kind. */
  abstract String in(String sql);

  /** Adds those that are not in the rows by the SQL. */
  abstract void add(Store store, Source source, List<Map<String, Object>> rows)
      throws StoreException;

  private static Percentiles of(long rows) {
    return rows > MOST_EXACT ? APPROXIMATE : EXACT;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
