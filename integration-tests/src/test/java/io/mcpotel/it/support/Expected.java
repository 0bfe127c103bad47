// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support;

import java.util.LinkedHashMap;
import java.util.Map;

/** Attributes that a test expects, put together key by key. */
public final class Expected {

  private final Map<String, Object> attributes = new LinkedHashMap<>();

  public static Expected attributes() {
    return new Expected();
  }

  public Expected with(String key, Object value) {
    attributes.put(key, value);
    return this;
  }

  public Expected with(Map<String, Object> more) {
    attributes.putAll(more);
    return this;
  }

  public Expected tool(String name) {
    return with("gen_ai.tool.name", name).with("gen_ai.operation.name", "execute_tool");
  }

  public Map<String, Object> map() {
    return attributes;
  }
}
