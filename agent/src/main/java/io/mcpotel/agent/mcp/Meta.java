// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.AgentLog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The {@code _meta} of a message's parameters. */
final class Meta {

  private static final String KEY = "_meta";

  /** What the SDK's records call it. */
  private static final String COMPONENT = "meta";

  private Meta() {}

  /** The {@code _meta} among these parameters, or null. */
  static Map<?, ?> of(Object params) {
    if (params == null) {
      return null;
    }
    Object meta = Records.get(params, params instanceof Map ? KEY : COMPONENT);
    return meta instanceof Map<?, ?> map ? map : null;
  }

  /**
   * Parameters that are written like these, but for these fields in their {@code _meta}. What is
   * there already stays, and the given object is not changed.
   *
   * @param toTree turns an object into the map that its JSON stands for, or returns null
   */
  static Object with(Object params, Map<String, String> fields, UnaryOperator<Object> toTree) {
    if (fields.isEmpty()) {
      return params;
    }
    try {
      if (params == null) {
        return new LinkedHashMap<>(Map.of(KEY, fields));
      }
      if (params instanceof Map<?, ?> map) {
        return withMeta(map, fields);
      }
      if (Records.has(params, COMPONENT)) {
        return Records.with(params, COMPONENT, merged(of(params), fields));
      }
      return toTree.apply(params) instanceof Map<?, ?> map ? withMeta(map, fields) : params;
    } catch (ReflectiveOperationException | RuntimeException e) {
      AgentLog.report("adding _meta to " + params.getClass().getName(), e);
      return params;
    }
  }

  private static Object withMeta(Map<?, ?> params, Map<String, String> fields) {
    Map<Object, Object> copy = new LinkedHashMap<>(params);
    Object meta = params.get(KEY);
    if (meta == null || meta instanceof Map) {
      copy.put(KEY, merged((Map<?, ?>) meta, fields));
    }
    return copy;
  }

  private static Map<Object, Object> merged(Map<?, ?> meta, Map<String, String> fields) {
    Map<Object, Object> merged = new LinkedHashMap<>(fields);
    if (meta != null) {
      merged.putAll(meta);
    }
    return merged;
  }
}
