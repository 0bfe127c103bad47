// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpotel.hub.http.HttpListener;
import io.mcpotel.hub.store.DataFolder;
import io.mcpotel.hub.store.DuckDb;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A store and the API over it, and rows to put into it. */
final class AskedHub implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  final DuckDb store;
  final LiveFeed feed;
  final HttpListener http;
  final JsonNode description;
  private final Instant now;
  private long lastId;

  /**
   * Begins.
   *
   * @param now which time rows are so many seconds before
   */
  AskedHub(Path folder, Instant now) throws Exception {
    this.now = now;
    store = DuckDb.open(DataFolder.open(folder));
    feed = new LiveFeed(store);
    http = new HttpListener(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Api.serve(http, store, feed, AskedHub::facts);
    http.start();
    description = get("openapi.json", 200);
  }

  /** A row of that service, which happened and came in so many seconds ago. */
  Row row(Table table, String service, String instance, double secondsAgo) {
    long micros = now.toEpochMilli() * 1_000 - (long) (secondsAgo * 1e6);
    return Row.of(table, ++lastId)
        .set("time", (Long) micros)
        .set("received", (Long) micros)
        .set("service", service)
        .set("instance", instance);
  }

  /** What a server received and answered. */
  Row call(String service, String instance, double secondsAgo, String tool, double seconds) {
    return row(Table.OPERATIONS, service, instance, secondsAgo)
        .set("role", "server")
        .set("direction", "receive")
        .set("method", "tools/call")
        .set("tool", tool)
        .set("outcome", "ok")
        .set("duration", (Double) seconds);
  }

  void keep(Row... rows) throws Exception {
    store.append(List.of(rows));
  }

  JsonNode get(String question, int status) throws Exception {
    HttpResponse<byte[]> response =
        CLIENT.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + http.port() + Api.ROOT + question))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(status, response.statusCode(), () -> new String(response.body()));
    return JSON.readTree(response.body());
  }

  void assertWrong(String question, String message) throws Exception {
    String error = get(question, 400).get("error").asText();
    assertTrue(error.startsWith(message), error);
  }

  /** Whether the answer has the fields that the description has, and their types. */
  void assertDescribed(String schema, JsonNode answer) {
    JsonNode properties = description.at("/components/schemas/" + schema + "/properties");
    assertEquals(names(properties), names(answer));
    answer
        .fields()
        .forEachRemaining(
            field -> {
              JsonNode value = field.getValue();
              String type =
                  value.isNull()
                      ? "null"
                      : value.isBoolean()
                          ? "boolean"
                          : value.isIntegralNumber()
                              ? "integer"
                              : value.isNumber()
                                  ? "number"
                                  : value.isTextual()
                                      ? "string"
                                      : value.isArray() ? "array" : "object";
              String described = properties.get(field.getKey()).get("type").toString();
              assertTrue(
                  described.contains(type)
                      || type.equals("integer") && described.contains("number"),
                  () -> schema + "." + field + " is described as " + described);
            });
  }

  static JsonNode one(JsonNode rows, String column, String value) {
    for (JsonNode row : rows) {
      if (row.get(column).asText().equals(value)) {
        return row;
      }
    }
    throw new AssertionError("No " + value + " in " + rows);
  }

  static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Override
  public void close() {
    http.close();
    feed.close();
    store.close();
  }

  private static Map<String, Object> facts() {
    return Map.of(
        "received", Map.of("batches", 1),
        "refused", List.of(),
        "store", Map.of("engine", "duckdb"),
        "hub", Map.of("version", "1"));
  }
}
