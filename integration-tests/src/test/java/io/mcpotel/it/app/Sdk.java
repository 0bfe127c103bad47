// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;

/** Reaches by name what the SDK's releases call, type or have otherwise. */
public final class Sdk {

  private static final String PACKAGE = "io.modelcontextprotocol.";

  private Sdk() {}

  static boolean has(String type) {
    try {
      type(type);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Whether a method of this name is there, whatever its parameters. */
  static boolean has(Object target, String method) {
    return Arrays.stream(target.getClass().getMethods()).anyMatch(m -> m.getName().equals(method));
  }

  /** Whether a type has a method of this name. */
  static boolean has(String type, String method) {
    return has(type)
        && Arrays.stream(type(type).getMethods()).anyMatch(m -> m.getName().equals(method));
  }

  static Class<?> type(String name) {
    try {
      return Class.forName(PACKAGE + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("This release has no " + name, e);
    }
  }

  public static Object make(String type, Object... arguments) {
    return Arrays.stream(type(type).getConstructors())
        .filter(constructor -> takes(constructor, arguments))
        .findFirst()
        .map(constructor -> unwrapped(() -> constructor.newInstance(arguments)))
        .orElseThrow(() -> new IllegalStateException("No such constructor of " + type));
  }

  /** A record of this type; what the release has no component for is left out. */
  static <T> T record(Class<T> type, Map<String, ?> components) {
    RecordComponent[] all = type.getRecordComponents();
    Class<?>[] types = Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = Arrays.stream(all).map(c -> components.get(c.getName())).toArray();
    return type.cast(unwrapped(() -> type.getDeclaredConstructor(types).newInstance(values)));
  }

  public static Object call(Object target, String method, Object... arguments) {
    return call(target.getClass(), target, method, arguments);
  }

  static Object callStatic(String type, String method, Object... arguments) {
    return call(type(type), null, method, arguments);
  }

  /** What a private field holds. */
  static Object field(Object target, String name) {
    return unwrapped(
        () -> {
          Field field = target.getClass().getDeclaredField(name);
          field.setAccessible(true);
          return field.get(target);
        });
  }

  private static Object call(Class<?> type, Object target, String name, Object... arguments) {
    Method method =
        Arrays.stream(type.getMethods())
            .filter(m -> m.getName().equals(name) && takes(m, arguments))
            .filter(m -> Modifier.isStatic(m.getModifiers()) == (target == null))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("No such " + name + " in " + type));
    // The class that has the method need not be public.
    method.setAccessible(true);
    return unwrapped(() -> method.invoke(target, arguments));
  }

  private static boolean takes(Executable executable, Object... arguments) {
    Class<?>[] types = executable.getParameterTypes();
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      boolean fits =
          types[i].isInstance(arguments[i])
              || arguments[i] == null && !types[i].isPrimitive()
              || types[i] == boolean.class && arguments[i] instanceof Boolean
              || types[i] == int.class && arguments[i] instanceof Integer;
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private interface Reflection {
    Object run() throws ReflectiveOperationException;
  }

  /** The exception of what is called goes out as it is. */
  private static Object unwrapped(Reflection reflection) {
    try {
      return reflection.run();
    } catch (InvocationTargetException e) {
      throw Sdk.<RuntimeException>asItIs(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T asItIs(Throwable t) throws T {
    throw (T) t;
  }
}
