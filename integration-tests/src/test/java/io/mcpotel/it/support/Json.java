// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support;

import io.modelcontextprotocol.json.McpJsonDefaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** JSON objects as maps. */
public final class Json {

  private Json() {}

  @SuppressWarnings("unchecked")
  public static Map<String, Object> parse(String json) {
    try {
      return McpJsonDefaults.getMapper().readValue(json, Map.class);
    } catch (IOException e) {
      throw new UncheckedIOException("No JSON object: " + json, e);
    }
  }

  public static List<?> parseList(String json) {
    try {
      return McpJsonDefaults.getMapper().readValue(json, List.class);
    } catch (IOException e) {
      throw new UncheckedIOException("No JSON array: " + json, e);
    }
  }

  public static String write(Object value) {
    try {
      return McpJsonDefaults.getMapper().writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The object under a key, empty where there is none. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> object(Map<String, Object> parent, String key) {
    Object value = parent.get(key);
    return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
  }
}
