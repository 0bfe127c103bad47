// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The SQL of questions as ClickHouse wants it. There is one set of files, in the words of DuckDB,
 * and most of them are those of both; here is what is not.
 */
final class ClickHouseSql {

  /** With these names, joins and NULLs are what they are by the standard, and times are UTC. */
  static final Map<String, String> SETTINGS =
      Map.of(
          // What was sent twice is answered once.
          "final", "1",
          "cast_keep_nullable", "1",
          "join_use_nulls", "1",
          "prefer_column_name_to_alias", "1",
          "aggregate_functions_null_for_empty", "1",
          "session_timezone", "UTC");

  private static final Pattern JSON_TEXT =
      Pattern.compile("json_extract_string\\((\\w+), '\\$((?:\\.(?:\"[^\"]+\"|\\w+))+)'\\)");
  private static final Pattern KEY = Pattern.compile("\\.(?:\"([^\"]+)\"|(\\w+))");

  private static final Map<Pattern, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put(
        Pattern.compile("\\bTRY_CAST\\((JSONExtract\\(.*?'Nullable\\(String\\)'\\)) AS (\\w+)\\)"),
        "accurateCastOrNull($1, '$2')");
    WORDS.put(Pattern.compile("\\bTIMESTAMP ('[^']+')"), "toDateTime64($1, 6, 'UTC')");
    WORDS.put(Pattern.compile("\\bAS VARCHAR\\)"), "AS Nullable(String))");
    WORDS.put(Pattern.compile("\\bAS BIGINT\\)"), "AS Nullable(Int64))");
    WORDS.put(Pattern.compile("\\bAS DOUBLE\\)"), "AS Nullable(Float64))");
    WORDS.put(Pattern.compile("\\bAS BOOLEAN\\)"), "AS Nullable(Bool))");
    WORDS.put(Pattern.compile("\\bAS TIMESTAMP\\)"), "AS Nullable(DateTime64(6, 'UTC')))");
    WORDS.put(Pattern.compile("\\barg_max\\("), "argMax(");
    WORDS.put(
        Pattern.compile("\\bquantile_cont\\((\\w+), ([0-9.]+)\\)"),
        "quantileExactInclusive($2)($1)");
    // Within 1 %, as is said of what is not exact.
    WORDS.put(
        Pattern.compile("\\bapprox_quantile\\((\\w+), ([0-9.]+)\\)"), "quantileDD(0.005, $2)($1)");
    WORDS.put(Pattern.compile("\\bAS NOT MATERIALIZED \\("), "AS (");
    // It has no other.
    WORDS.put(Pattern.compile(" ESCAPE '\\\\'"), "");
  }

  private ClickHouseSql() {}

  static String of(String sql) {
    String text = JSON_TEXT.matcher(Rollup.inlined(sql)).replaceAll(ClickHouseSql::jsonText);
    for (Map.Entry<Pattern, String> word : WORDS.entrySet()) {
      text = word.getKey().matcher(text).replaceAll(word.getValue());
    }
    return text;
  }

  private static String jsonText(MatchResult found) {
    String keys =
        KEY.matcher(found.group(2))
            .results()
            .map(key -> "'" + (key.group(1) == null ? key.group(2) : key.group(1)) + "'")
            .collect(Collectors.joining(", "));
    return Matcher.quoteReplacement(
        "JSONExtract(" + found.group(1) + ", " + keys + ", 'Nullable(String)')");
  }
}
