// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Calls a method of the SDK by its name, because the types of its parameters differ between
 * releases.
 */
final class SdkMethod {

  private static final ClassValue<Map<String, Optional<MethodHandle>>> FOUND =
      new ClassValue<>() {
        @Override
        protected Map<String, Optional<MethodHandle>> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private SdkMethod() {}

  /** The method of this name with two parameters, or null. */
  static MethodHandle of(Object target, String name) {
    Class<?> type = target.getClass();
    return FOUND.get(type).computeIfAbsent(name, n -> find(type, n)).orElse(null);
  }

  /** Calls it, and throws whatever it throws. */
  static Object call(MethodHandle method, Object target, Object first, Object second) {
    try {
      return method.invoke(target, first, second);
    } catch (Throwable t) {
      throw SdkMethod.<RuntimeException>unchanged(t);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T unchanged(Throwable t) throws T {
    throw (T) t;
  }

  /** Also among the interfaces: in a module of its own, a class that is not public is closed. */
  private static Optional<MethodHandle> find(Class<?> type, String name) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(name) && takesTwo(method)) {
        try {
          method.setAccessible(true);
          return Optional.of(MethodHandles.lookup().unreflect(method));
        } catch (IllegalAccessException | RuntimeException e) {
          break;
        }
      }
    }
    return Stream.concat(Stream.of(type.getInterfaces()), Stream.ofNullable(type.getSuperclass()))
        .map(supertype -> find(supertype, name))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static boolean takesTwo(Method method) {
    int modifiers = method.getModifiers();
    return method.getParameterCount() == 2
        && Modifier.isPublic(modifiers)
        && !Modifier.isStatic(modifiers)
        && !method.isBridge();
  }
}
