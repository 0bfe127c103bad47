// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL with {@code :name} for its parameters, as JDBC wants it. {@code ::} is a cast. */
record NamedSql(String sql, List<String> names) {

  private static final Pattern NAME = Pattern.compile("(?<!:):([a-z_]+)");

  static NamedSql parse(String text) {
    List<String> names = new ArrayList<>();
    StringBuilder sql = new StringBuilder();
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
      matcher.appendReplacement(sql, "?");
    }
    return new NamedSql(matcher.appendTail(sql).toString(), List.copyOf(names));
  }
}
