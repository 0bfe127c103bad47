// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import io.mcpotel.hub.store.Column;
import io.mcpotel.hub.store.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A materialized view that fills a table of the hub from one of the Collector. */
final class View {

  private static final String RESOURCE = "ResourceAttributes";

  private final String name;
  private final Table to;
  private final String from;
  private final String condition;
  private final Map<String, String> columns = new LinkedHashMap<>();
  private final Set<String> taken = new TreeSet<>();
  private boolean distinct;

  View(String name, Table to, String from, String condition) {
    this.name = name;
    this.to = to;
    this.from = from;
    this.condition = condition;
  }

  /** A number that is the same whenever the same thing comes in again. */
  static String id(String... parts) {
    return "reinterpretAsInt64(sipHash64(" + String.join(", ", parts) + "))";
  }

  /** A text, or NULL where there is none. */
  static String text(String map, String key) {
    return "if(mapContains(" + map + ", '" + key + "'), " + map + "['" + key + "'], NULL)";
  }

  /** NULL for what is empty, as that is how absent texts come. */
  static String orNull(String expression) {
    return "nullIf(" + expression + ", '')";
  }

  View distinct() {
    distinct = true;
    return this;
  }

  View set(String column, String expression) {
    columns.put(column, expression);
    return this;
  }

  /** Who said it, as {@link Speaker} has it, and when it came. */
  View resource() {
    String process = RESOURCE + "['process.pid']";
    return set("received", "now64(6, 'UTC')")
        .set(
            "service",
            "if("
                + RESOURCE
                + "['service.name'] = '', 'unknown_service', "
                + RESOURCE
                + "['service.name'])")
        .set(
            "instance",
            "if(mapContains("
                + RESOURCE
                + ", 'service.instance.id'), "
                + RESOURCE
                + "['service.instance.id'], concat("
                + RESOURCE
                + "['host.name'], if("
                + process
                + " = '', '', concat(':', "
                + process
                + "))))")
        .set("resource_id", id("'resource'", "toString(" + RESOURCE + ")"));
  }

  /** An attribute that has a column, and is not among the rest then. */
  View attribute(String column, String map, String key) {
    taken.add(key);
    return set(column, text(map, key));
  }

  View whole(String column, String map, String key) {
    taken.add(key);
    return set(column, "toInt64OrNull(" + map + "['" + key + "'])");
  }

  View number(String column, String map, String key) {
    taken.add(key);
    return set(column, "toFloat64OrNull(" + map + "['" + key + "'])");
  }

  View peers(String map) {
    return attribute("protocol_version", map, "mcp.protocol.version")
        .attribute("client_name", map, "mcp.client.name")
        .attribute("client_version", map, "mcp.client.version")
        .attribute("server_name", map, "mcp.server.name")
        .attribute("server_version", map, "mcp.server.version")
        .attribute("transport", map, "network.transport");
  }

  /** What has no column, as JSON. */
  View rest(String map, String... alsoTaken) {
    taken.addAll(Set.of(alsoTaken));
    String keys = taken.stream().map(key -> "'" + key + "'").collect(Collectors.joining(", "));
    return set(
        "attributes",
        "nullIf(toJSONString(mapFilter((k, v) -> k NOT IN (" + keys + "), " + map + ")), '{}')");
  }

  String sql() {
    String selected =
        to.columns().stream()
            .map(Column::name)
            .filter(columns::containsKey)
            .map(column -> "  " + columns.get(column) + " AS " + column)
            .collect(Collectors.joining(",\n"));
    return "CREATE MATERIALIZED VIEW IF NOT EXISTS "
        + name
        + " TO "
        + to.sqlName()
        + " AS\nSELECT"
        + (distinct ? " DISTINCT" : "")
        + "\n"
        + selected
        + "\nFROM "
        + from
        + "\nWHERE "
        + condition;
  }
}
