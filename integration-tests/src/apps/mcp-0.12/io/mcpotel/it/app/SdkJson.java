// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The JSON mapper that the SDK takes before 0.13, which is Jackson's. */
public final class SdkJson {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private SdkJson() {}

  /** What the SDK's methods take as its mapper. */
  public static Object mapper() {
    return MAPPER;
  }

  /** What the SDK's methods take as the type of any JSON object. */
  static Object anyObject() {
    return new TypeReference<Map<String, Object>>() {};
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
