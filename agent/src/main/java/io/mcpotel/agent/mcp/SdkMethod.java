// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Calls a method by its name, because the types of its parameters differ between the SDK's
 * releases, or because not every application has the type that it belongs to.
 */
final class SdkMethod {

  private static final int MOST_PARAMETERS = 2;

  /** By the number of their parameters, and then by name. */
  private static final ClassValue<List<Map<String, Optional<MethodHandle>>>> FOUND =
      new ClassValue<>() {
        @Override
        protected List<Map<String, Optional<MethodHandle>>> computeValue(Class<?> type) {
          return Stream.generate(ConcurrentHashMap<String, Optional<MethodHandle>>::new)
              .limit(MOST_PARAMETERS + 1)
              .<Map<String, Optional<MethodHandle>>>map(map -> map)
              .toList();
        }
      };

  private SdkMethod() {}

  /** The method of this name with so many parameters, or null. */
  static MethodHandle of(Object target, String name, int parameters) {
    Class<?> type = target.getClass();
    Map<String, Optional<MethodHandle>> found = FOUND.get(type).get(parameters);
    Optional<MethodHandle> method = found.get(name);
    if (method == null) {
      // Calls wait for each other in computeIfAbsent, also for what is there.
      method = find(type, name, parameters);
      found.put(name, method);
    }
    return method.orElse(null);
  }

  /** Calls it, and throws whatever it throws. */
  static Object call(MethodHandle method, Object target, Object first, Object second) {
    try {
      return method.invoke(target, first, second);
    } catch (Throwable t) {
      throw SdkMethod.<RuntimeException>unchanged(t);
    }
  }

  /** Calls one with a parameter, and throws whatever it throws. */
  static Object call(MethodHandle method, Object target, Object argument) {
    try {
      return method.invoke(target, argument);
    } catch (Throwable t) {
      throw SdkMethod.<RuntimeException>unchanged(t);
    }
  }

  /** Calls one without parameters, and throws whatever it throws. */
  static Object call(MethodHandle method, Object target) {
    try {
      return method.invoke(target);
    } catch (Throwable t) {
      throw SdkMethod.<RuntimeException>unchanged(t);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T unchanged(Throwable t) throws T {
    throw (T) t;
  }

  /** Also among the interfaces: in a module of its own, a class that is not public is closed. */
  private static Optional<MethodHandle> find(Class<?> type, String name, int parameters) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(name) && isCallable(method, parameters)) {
        try {
          method.setAccessible(true);
          return Optional.of(MethodHandles.lookup().unreflect(method));
        } catch (IllegalAccessException | RuntimeException e) {
          break;
        }
      }
    }
    return Stream.concat(Stream.of(type.getInterfaces()), Stream.ofNullable(type.getSuperclass()))
        .map(supertype -> find(supertype, name, parameters))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static boolean isCallable(Method method, int parameters) {
    int modifiers = method.getModifiers();
    return method.getParameterCount() == parameters
        && Modifier.isPublic(modifiers)
        && !Modifier.isStatic(modifiers)
        && !method.isBridge();
  }
}
