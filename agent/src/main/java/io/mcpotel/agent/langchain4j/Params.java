// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.langchain4j;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The client's parameters, which are beans, by the names that they have in JSON. */
final class Params extends AbstractMap<String, Object> {

  private static final String BEANS = "dev.langchain4j.mcp.protocol.";
  private static final String GET = "get";

  private static final ClassValue<Map<String, MethodHandle>> GETTERS =
      new ClassValue<>() {
        @Override
        protected Map<String, MethodHandle> computeValue(Class<?> type) {
          return getters(type);
        }
      };

  private final Object bean;

  private Params(Object bean) {
    this.bean = bean;
  }

  /** What a bean, a tree of Jackson's or any other value is to the rest of the agent. */
  static Object of(Object value) {
    if (value instanceof JsonNode node) {
      return JsonView.of(node);
    }
    return value != null && value.getClass().getName().startsWith(BEANS)
        ? new Params(value)
        : value;
  }

  private static Map<String, MethodHandle> getters(Class<?> type) {
    Map<String, MethodHandle> getters = new LinkedHashMap<>();
    try {
      for (Method method : type.getMethods()) {
        String name = method.getName();
        if (name.startsWith(GET)
            && name.length() > GET.length()
            && method.getParameterCount() == 0
            && method.getDeclaringClass() != Object.class) {
          method.setAccessible(true);
          String property =
              Character.toLowerCase(name.charAt(GET.length())) + name.substring(GET.length() + 1);
          getters.put(
              property.equals("meta") ? "_meta" : property,
              MethodHandles.lookup().unreflect(method));
        }
      }
    } catch (IllegalAccessException | RuntimeException e) {
      return Map.of();
    }
    return getters;
  }

  @Override
  public Object get(Object name) {
    MethodHandle getter = GETTERS.get(bean.getClass()).get(name);
    if (getter == null) {
      return null;
    }
    try {
      return of(getter.invoke(bean));
    } catch (Throwable t) {
      return null;
    }
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    Map<String, Object> all = new LinkedHashMap<>();
    for (String name : GETTERS.get(bean.getClass()).keySet()) {
      all.put(name, get(name));
    }
    return all.entrySet();
  }
}
