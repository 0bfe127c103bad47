// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads private fields of the SDK's objects, for what no method tells: an object that was made
 * before the agent came has to be asked afterwards. A field that is not there, or not open, reads
 * as null.
 */
final class Fields {

  private static final ClassValue<Map<String, Optional<Field>>> FOUND =
      new ClassValue<>() {
        @Override
        protected Map<String, Optional<Field>> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private Fields() {}

  static Object read(Object owner, String name) {
    Optional<Field> field =
        FOUND.get(owner.getClass()).computeIfAbsent(name, n -> find(owner.getClass(), n));
    try {
      return field.isPresent() ? field.get().get(owner) : null;
    } catch (IllegalAccessException e) {
      return null;
    }
  }

  private static Optional<Field> find(Class<?> type, String name) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      try {
        Field field = c.getDeclaredField(name);
        field.setAccessible(true);
        return Optional.of(field);
      } catch (NoSuchFieldException e) {
        continue;
      } catch (RuntimeException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
