// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each file of SQL, asked with all its parameters, has the same answer of DuckDB and ClickHouse.
 */
@Tag("clickhouse")
@Tag("matrix")
class SameAnswersIT {

  private static final Path FILES = Path.of("src/main/resources/io/mcpotel/hub");
  private static final Duration DAYS = Duration.ofDays(2);

  /** What each parameter may be. Null comes first where it need not be given. */
  private static final Map<String, List<Object>> VALUES = new HashMap<>();

  /** What is put into the text of the alerts' questions. */
  private static final Map<String, List<String>> INSERTED =
      Map.of(
          "{match}",
          List.of(
              "true",
              "service LIKE :like_service ESCAPE '\\'",
              "service LIKE :like_service ESCAPE '\\' AND instance LIKE :like_instance ESCAPE '\\'"),
          "{percentile}",
          List.of("quantile_cont"),
          "{order}",
          List.of("errors", "p95_ms"));

  private static final Map<String, List<String>> GROUPED_BY =
      Map.of(
          "requests", List.of("service, instance", "service", "service, tool", "client_name"),
          "durations", List.of("service, instance", "service", "service, tool", "client_name"),
          "tool_drift", List.of("service, tool", "instance"),
          "rejected", List.of("service, instance"));

  static {
    value("from", VariedRows.FROM, VariedRows.NOW);
    value("to", VariedRows.NOW);
    value("hours_from", VariedRows.NOW.minusSeconds(2_900));
    value("days_from", VariedRows.NOW.minusSeconds(2_000));
    value("days_to", VariedRows.NOW.minusSeconds(1_500));
    value("hours_to", VariedRows.NOW.minusSeconds(700));
    value("earliest", VariedRows.FROM.minus(DAYS));
    value("latest", VariedRows.NOW.plus(DAYS));
    value("service", null, VariedRows.SERVICE, "' OR '\\");
    value("instance", null, VariedRows.INSTANCE);
    value("role", null, "server");
    value("direction", null, "receive");
    value("method", null, "tools/call");
    value("tool", null, VariedRows.TOOL);
    value("session_id", null, VariedRows.SESSION);
    value("client_name", null, VariedRows.CLIENT);
    value("outcome", null, "ok");
    value("error_type", null, "tool_error");
    value("min_duration_ms", null, 50.5);
    value("type", null, "rejected", "alert");
    value("state", null, "open", "closed");
    value("trace_id", VariedRows.TRACE);
    value("cursor_time", null, VariedRows.NOW.minusSeconds(1_800));
    value("cursor_id", null, 5L);
    value("since", null, VariedRows.NOW.minusSeconds(3_000));
    value("until", null, VariedRows.NOW.minusSeconds(900));
    value("limit", 1_001L, 51L);
    value("step", 300L, 86_400L);
    value("range_ms", 3_600_000L);
    value("by", null, "service", "instance", "tool", "method", "error_type");
    value(
        "exported", "jvm.memory.used", "mcp.server.active_sessions", "mcp.server.active_requests");
    value("like_service", "%", "Wetter%", VariedRows.SERVICE, "x\\_%", "nobody");
    value("like_instance", "%\\_2", "_2", "a-1");
  }

  @TempDir static Path folder;
  private static DuckDb duckDb;
  private static Store clickHouse;

  @BeforeAll
  static void start() throws Exception {
    clickHouse = ClickHouse.open(ClickHouseServer.shared().newDatabase(), VariedRows.KEPT);
    duckDb = DuckDb.open(DataFolder.open(folder));
    List<Row> rows = VariedRows.make();
    duckDb.append(rows);
    clickHouse.append(rows);
  }

  @AfterAll
  static void end() {
    if (duckDb != null) {
      duckDb.close();
    }
    if (clickHouse != null) {
      clickHouse.close();
    }
  }

  @Test
  void eachFileHasTheSameAnswerOnBoth() throws Exception {
    List<Path> files = new ArrayList<>();
    for (String part : List.of("query", "alert")) {
      try (Stream<Path> all = Files.list(FILES.resolve(part))) {
        all.filter(file -> file.toString().endsWith(".sql")).forEach(files::add);
      }
    }
    assertTrue(files.size() > 50, "there are but " + files);
    List<String> wrong = new ArrayList<>();
    for (Path file : files) {
      int rows = 0;
      for (String sql : texts(file)) {
        for (Map<String, Object> parameters : given(sql)) {
          try {
            rows += same(sql, parameters);
          } catch (StoreException | AssertionError e) {
            wrong.add(file.getFileName() + " with " + parameters + "\n" + sql + "\n" + e);
            break;
          }
        }
      }
      if (rows == 0) {
        wrong.add(file + " answered nothing, whatever was asked: let there be rows for it");
      }
    }
    assertEquals(0, wrong.size(), () -> String.join("\n\n", wrong));
  }

  private static int same(String sql, Map<String, Object> parameters) throws StoreException {
    List<Map<String, Object>> one = new ArrayList<>(duckDb.query(sql, parameters));
    List<Map<String, Object>> other = new ArrayList<>(clickHouse.query(sql, parameters));
    assertEquals(one.size(), other.size(), "rows");
    if (!sql.strip().matches("(?s).*ORDER BY [^)]*")) {
      one.sort(Comparator.comparing(SameAnswersIT::key));
      other.sort(Comparator.comparing(SameAnswersIT::key));
    }
    for (int i = 0; i < one.size(); i++) {
      Map<String, Object> expected = one.get(i);
      Map<String, Object> found = other.get(i);
      assertEquals(List.copyOf(expected.keySet()), List.copyOf(found.keySet()), "columns");
      for (String column : expected.keySet()) {
        if (!same(expected.get(column), found.get(column))) {
          throw new AssertionError(
              "row " + i + ", " + column + ":\n" + typed(expected) + "\n" + typed(found));
        }
      }
    }
    return one.size();
  }

  /** Whole numbers are told apart by nobody; all else is of the same class. */
  private static boolean same(Object expected, Object found) {
    if (expected instanceof Double one && found instanceof Double other) {
      return one.equals(other)
          || Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
    }
    if (expected instanceof Number one && !(one instanceof Double) && !(one instanceof Long)) {
      return found instanceof Long && one.longValue() == (Long) found;
    }
    return expected == null ? found == null : expected.equals(found);
  }

  private static String key(Map<String, Object> row) {
    StringBuilder key = new StringBuilder();
    row.forEach(
        (column, value) ->
            key.append(value instanceof Double number ? String.format("%.6g", number) : value)
                .append('\n'));
    return key.toString();
  }

  private static Map<String, String> typed(Map<String, Object> row) {
    Map<String, String> typed = new LinkedHashMap<>();
    row.forEach(
        (column, value) ->
            typed.put(
                column, value + (value == null ? "" : " " + value.getClass().getSimpleName())));
    return typed;
  }

  /** The file, with each of what is put into it. */
  private static List<String> texts(Path file) throws IOException {
    List<String> texts =
        List.of(
            Files.readString(file)
                .lines()
                .filter(line -> !line.startsWith("--"))
                .reduce("", (all, line) -> all + line + "\n"));
    String name = file.getFileName().toString().replace(".sql", "");
    texts = inserted(texts, "{by}", GROUPED_BY.getOrDefault(name, List.of()));
    for (Map.Entry<String, List<String>> entry : INSERTED.entrySet()) {
      texts = inserted(texts, entry.getKey(), entry.getValue());
    }
    return texts;
  }

  /** As many texts as there are things to put into them, each of which is in one at least. */
  private static List<String> inserted(List<String> texts, String place, List<String> all) {
    if (!texts.get(0).contains(place)) {
      return texts;
    }
    assertFalse(all.isEmpty(), () -> "Say what " + place + " may be in " + texts.get(0));
    return IntStream.range(0, Math.max(texts.size(), all.size()))
        .mapToObj(i -> texts.get(i % texts.size()).replace(place, all.get(i % all.size())))
        .toList();
  }

  /** Each value of each parameter, with the first ones of the others; and all of them at once. */
  private static Set<Map<String, Object>> given(String sql) {
    Map<String, Object> usual = new HashMap<>();
    Map<String, Object> full = new HashMap<>();
    for (String name : new TreeSet<>(NamedSql.parse(sql).names())) {
      List<Object> values = VALUES.get(name);
      assertTrue(values != null, () -> "Give :" + name + " values, which is in\n" + sql);
      boolean mayBeNull = values.get(0) == null;
      boolean isOptional =
          mayBeNull && (sql.contains("CAST(:" + name + " AS ") || name.equals("cursor_id"));
      usual.put(name, mayBeNull && !isOptional ? values.get(1) : values.get(0));
      full.put(name, mayBeNull ? values.get(1) : values.get(0));
    }
    Set<Map<String, Object>> all = new LinkedHashSet<>(List.of(usual));
    all.add(full);
    for (String name : usual.keySet()) {
      for (Object value : VALUES.get(name)) {
        Map<String, Object> one = new HashMap<>(usual);
        one.put(name, value);
        if (name.equals("cursor_id")) {
          one.put("cursor_time", full.get("cursor_time"));
        } else if (name.equals("cursor_time")) {
          one.put("cursor_id", full.get("cursor_id"));
        }
        all.add(one);
      }
    }
    return all;
  }

  private static void value(String name, Object... values) {
    VALUES.put(name, Arrays.asList(values));
  }
}
