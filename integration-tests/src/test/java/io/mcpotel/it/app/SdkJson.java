// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The SDK's JSON mapper; releases before 0.13 take Jackson's. */
public final class SdkJson {

  private static final McpJsonMapper MAPPER =
      (McpJsonMapper)
          (Sdk.has("json.McpJsonDefaults")
              ? Sdk.callStatic("json.McpJsonDefaults", "getMapper")
              : Sdk.callStatic("json.McpJsonMapper", "getDefault"));

  private SdkJson() {}

  /** What the SDK's methods take as its mapper. */
  public static Object mapper() {
    return MAPPER;
  }

  /** What the SDK's methods take as the type of any JSON object. */
  static Object anyObject() {
    return new TypeRef<Map<String, Object>>() {};
  }

  static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The object that is written like this. */
  public static <T> T of(Map<String, ?> tree, Class<T> type) {
    return read(write(tree), type);
  }
}
