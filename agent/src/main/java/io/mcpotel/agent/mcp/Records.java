// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and copies parameters by name, be they the SDK's records, which differ between its
 * releases, or the maps that it makes of received JSON.
 */
public final class Records {

  private static final String SDK = "io.modelcontextprotocol.";

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

  private record Shape(Map<String, MethodHandle> getters, Constructor<?> constructor) {
    static final Shape NONE = new Shape(Map.of(), null);

    static Shape of(Class<?> type) {
      try {
        return type.isRecord() ? ofRecord(type) : ofForked(type);
      } catch (ReflectiveOperationException | RuntimeException e) {
        return NONE;
      }
    }

    private static Shape ofRecord(Class<?> type) throws ReflectiveOperationException {
      RecordComponent[] components = type.getRecordComponents();
      Map<String, MethodHandle> getters = new LinkedHashMap<>();
      for (RecordComponent component : components) {
        component.getAccessor().setAccessible(true);
        getters.put(component.getName(), MethodHandles.lookup().unreflect(component.getAccessor()));
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return new Shape(getters, constructor);
    }

    /** A fork of the SDK for an older Java has classes with the accessors that the records have. */
    private static Shape ofForked(Class<?> type) throws IllegalAccessException {
      if (!type.getName().startsWith(SDK)) {
        return NONE;
      }
      Map<String, MethodHandle> getters = new LinkedHashMap<>();
      for (Method method : type.getMethods()) {
        if (method.getParameterCount() == 0
            && !method.isBridge()
            && !Modifier.isStatic(method.getModifiers())) {
          method.setAccessible(true);
          getters.put(method.getName(), MethodHandles.lookup().unreflect(method));
        }
      }
      return new Shape(getters, null);
    }
  }

  private Records() {}

  /** What a map or a message holds under this name; null where it has no such thing. */
  public static Object get(Object holder, String name) {
    if (holder instanceof Map<?, ?> map) {
      return map.get(name);
    }
    MethodHandle getter = holder == null ? null : SHAPES.get(holder.getClass()).getters.get(name);
    if (getter == null) {
      return null;
    }
    try {
      return getter.invoke(holder);
    } catch (Throwable t) {
      return null;
    }
  }

  /** Whether an object is a record with a component of this name. */
  static boolean has(Object holder, String name) {
    return holder instanceof Record && SHAPES.get(holder.getClass()).getters.containsKey(name);
  }

  /** The names of what a map or a message holds and is not null. */
  static List<String> names(Object holder) {
    return names(holder, Integer.MAX_VALUE);
  }

  /** The first of these names. */
  static List<String> names(Object holder, int most) {
    Collection<?> all =
        holder instanceof Map<?, ?> map
            ? map.keySet()
            : holder == null ? List.of() : SHAPES.get(holder.getClass()).getters.keySet();
    return all.stream()
        .map(String::valueOf)
        .filter(name -> get(holder, name) != null)
        .limit(most)
        .toList();
  }

  /** A copy of a record in which one component is another. */
  static Object with(Object original, String name, Object value)
      throws ReflectiveOperationException {
    Shape shape = SHAPES.get(original.getClass());
    Object[] values = new Object[shape.getters.size()];
    int i = 0;
    for (String component : shape.getters.keySet()) {
      values[i++] = component.equals(name) ? value : get(original, component);
    }
    return shape.constructor.newInstance(values);
  }
}
