// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Counts the characters of all texts that the agent's objects keep alive. */
public final class Kept {

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private long characters;

  private Kept() {}

  public static long characters(Object... objects) throws IllegalAccessException {
    Kept kept = new Kept();
    kept.follow(objects);
    return kept.characters;
  }

  private void follow(Object object) throws IllegalAccessException {
    if (object == null || !seen.add(object)) {
      return;
    }
    if (object instanceof CharSequence text) {
      characters += text.length();
    } else if (object instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        follow(entry.getKey());
        follow(entry.getValue());
      }
    } else if (object instanceof Iterable<?> items) {
      for (Object item : items) {
        follow(item);
      }
    } else if (object instanceof Object[] items) {
      for (Object item : items) {
        follow(item);
      }
    } else if (object instanceof AtomicReferenceArray<?> items) {
      for (int i = 0; i < items.length(); i++) {
        follow(items.get(i));
      }
    } else if (object instanceof Throwable failure) {
      follow(failure.getMessage());
    } else if (isFollowed(object.getClass())) {
      followFields(object);
    }
  }

  /** The redactor has tables of its own, and nothing of a peer's. */
  private static boolean isFollowed(Class<?> type) {
    return type.getName().matches("io\\.(mcpotel|modelcontextprotocol)\\..*")
        && !type.getName().startsWith("io.mcpotel.agent.redact.");
  }

  private void followFields(Object object) throws IllegalAccessException {
    for (Class<?> type = object.getClass(); isFollowed(type); type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          field.setAccessible(true);
          follow(field.get(object));
        }
      }
    }
  }
}
