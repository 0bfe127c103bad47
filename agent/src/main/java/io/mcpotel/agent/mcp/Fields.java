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
public final class Fields {

  private static final ClassValue<Map<String, Optional<Field>>> FOUND =
      new ClassValue<>() {
        @Override
        protected Map<String, Optional<Field>> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private Fields() {}

  public static Object read(Object owner, String name) {
    Map<String, Optional<Field>> found = FOUND.get(owner.getClass());
    Optional<Field> field = found.get(name);
    if (field == null) {
      // Calls wait for each other in computeIfAbsent, also for what is there.
      field = find(owner.getClass(), name);
      found.put(name, field);
    }
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
