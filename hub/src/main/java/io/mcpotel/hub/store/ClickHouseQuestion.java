// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL with typed parameters, whose values go beside it. */
record ClickHouseQuestion(String sql, Map<String, String> parameters) {

  private static final Pattern NAME = Pattern.compile("(?<!:):([a-z_]+)");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

  static ClickHouseQuestion of(String text, Map<String, Object> values) {
    Map<String, String> parameters = new LinkedHashMap<>(ClickHouseSql.SETTINGS);
    StringBuilder sql = new StringBuilder();
    Matcher matcher = NAME.matcher(ClickHouseSql.of(text));
    while (matcher.find()) {
      String name = matcher.group(1);
      if (!values.containsKey(name)) {
        throw new IllegalArgumentException("No parameter :" + name);
      }
      Object value = values.get(name);
      // Of nothing there is no type.
      String parameter = value == null ? "NULL" : "{" + name + ":" + type(value) + "}";
      matcher.appendReplacement(sql, Matcher.quoteReplacement(parameter));
      if (value != null) {
        parameters.put("param_" + name, written(value));
      }
    }
    return new ClickHouseQuestion(matcher.appendTail(sql).toString(), parameters);
  }

  private static String type(Object value) {
    if (value instanceof Instant) {
      return "DateTime64(6, 'UTC')";
    }
    if (value instanceof Long || value instanceof Integer) {
      return "Int64";
    }
    if (value instanceof Double) {
      return "Float64";
    }
    return value instanceof Boolean ? "Bool" : "String";
  }

  /** As in a line of TabSeparated, which is what ClickHouse takes values for. */
  private static String written(Object value) {
    if (value instanceof Instant instant) {
      return TIME.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }
    return value
        .toString()
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\0", "\\0");
  }
}
