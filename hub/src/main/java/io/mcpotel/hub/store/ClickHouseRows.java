// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows on their way into ClickHouse, as JSONCompactEachRow, and out of it, as JSONCompact. */
final class ClickHouseRows {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory WRITER = new JsonFactory();

  private ClickHouseRows() {}

  static byte[] written(List<Row> rows) {
    List<Column> columns = rows.get(0).table().columns();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(rows.size() * 256);
    try (JsonGenerator json = WRITER.createGenerator(bytes)) {
      json.setRootValueSeparator(null);
      for (Row row : rows) {
        json.writeStartArray();
        for (int i = 0; i < columns.size(); i++) {
          write(json, columns.get(i).type(), row.value(i));
        }
        json.writeEndArray();
        json.writeRaw('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static List<Map<String, Object>> read(byte[] answer) throws IOException {
    JsonNode json = JSON.readTree(answer);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (JsonNode values : json.path("data")) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int i = 0; i < values.size(); i++) {
        JsonNode column = json.path("meta").path(i);
        row.put(
            column.path("name").asText(), value(bare(column.path("type").asText()), values.get(i)));
      }
      rows.add(row);
    }
    return rows;
  }

  private static void write(JsonGenerator json, Type type, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (type == Type.TEXT) {
      // Half of a pair of surrogates, where a text was cut, becomes a question mark.
      byte[] text = ((String) value).getBytes(StandardCharsets.UTF_8);
      json.writeUTF8String(text, 0, text.length);
    } else if (type == Type.DOUBLE) {
      json.writeNumber(((Double) value).doubleValue());
    } else {
      // A time is the number of its microseconds.
      json.writeNumber(((Long) value).longValue());
    }
  }

  private static Object value(String type, JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    if (type.startsWith("DateTime")) {
      return Instant.parse(value.asText());
    }
    if (type.startsWith("Int") || type.startsWith("UInt")) {
      return (Long) value.asLong();
    }
    if (type.startsWith("Float") || type.startsWith("Decimal")) {
      return (Double) value.asDouble();
    }
    if (type.equals("Bool")) {
      return (Boolean) value.asBoolean();
    }
    return value.isTextual() ? value.asText() : value.toString();
  }

  /** Of {@code LowCardinality(Nullable(String))} the String. */
  private static String bare(String type) {
    String bare = type;
    for (String wrapper : List.of("LowCardinality(", "Nullable(")) {
      if (bare.startsWith(wrapper)) {
        bare = bare.substring(wrapper.length(), bare.length() - 1);
      }
    }
    return bare;
  }
}
