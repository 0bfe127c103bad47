// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.deploy;

import io.mcpotel.it.support.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The dashboards of a folder, and what they ask of a Prometheus. */
final class GrafanaDashboards {

  /** A query and where it stands; some panels also show points that lead to a trace. */
  record Query(String where, String text, boolean exemplars) {}

  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

  private GrafanaDashboards() {}

  /** The texts of the files, by their names. */
  static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".json")).toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }

  static Map<String, Map<String, Object>> read(Path folder) throws IOException {
    Map<String, Map<String, Object>> dashboards = new TreeMap<>();
    texts(folder).forEach((name, text) -> dashboards.put(name, Json.parse(text)));
    return dashboards;
  }

  /** What variables and panels ask; the variables are still in it. */
  static List<Query> queries(Path folder) throws IOException {
    List<Query> queries = new ArrayList<>();
    read(folder)
        .forEach(
            (name, dashboard) -> {
              for (var variable : objects(Json.object(dashboard, "templating"), "list")) {
                Object query = Json.object(variable, "query").get("query");
                Matcher values = LABEL_VALUES.matcher(String.valueOf(query));
                if (values.matches()) {
                  String text = "count by (" + values.group(2) + ") (" + values.group(1) + ")";
                  queries.add(new Query(name + ": " + variable.get("name"), text, false));
                }
              }
              for (var panel : objects(dashboard, "panels")) {
                for (var target : objects(panel, "targets")) {
                  if (Json.object(target, "datasource").get("type").equals("prometheus")) {
                    queries.add(
                        new Query(
                            name + ": " + panel.get("title"),
                            (String) target.get("expr"),
                            Boolean.TRUE.equals(target.get("exemplar"))));
                  }
                }
              }
            });
    return queries;
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> objects(Map<String, Object> parent, String key) {
    return (List<Map<String, Object>>) parent.get(key);
  }
}
