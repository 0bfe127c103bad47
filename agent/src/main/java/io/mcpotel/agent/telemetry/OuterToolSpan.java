// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.ApplicationTypes;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Target;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.stream.Stream;

/**
 * Finds out whether the current span already stands for the tool call that is about to be sent, as
 * that of an agent framework may. The API cannot read a span, so its SDK's methods are called by
 * their names; where a span cannot be read, it stands for something else.
 */
final class OuterToolSpan {

  private static final String EXECUTE_TOOL = "execute_tool";

  private OuterToolSpan() {}

  /** The span of the same tool's execution, or null. */
  static Span of(Operation operation, Context ambient) {
    Target target = operation.target();
    Span span = Span.fromContext(ambient);
    boolean asked = operation.session().isClient() && target.kind() == Target.Kind.TOOL;
    return asked && span.isRecording() && executes(span, target.name()) ? span : null;
  }

  private static boolean executes(Span span, String tool) {
    try {
      Object readable = behindBridge(span);
      Class<?> type = readable(readable.getClass());
      if (type == null) {
        return false;
      }
      return (EXECUTE_TOOL + " " + tool).equals(type.getMethod("getName").invoke(readable))
          || EXECUTE_TOOL.equals(attribute(type, readable, Keys.OPERATION.getKey()))
              && tool.equals(attribute(type, readable, Keys.TOOL.getKey()))
          || ToolObservation.executes(span.getClass().getClassLoader(), tool);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }

  /** The OpenTelemetry Java agent's own span, where this one stands for it. */
  private static Object behindBridge(Span span) throws ReflectiveOperationException {
    if (!span.getClass().getName().startsWith("io.opentelemetry.javaagent.")) {
      return span;
    }
    Field field = span.getClass().getDeclaredField("agentSpan");
    field.setAccessible(true);
    return field.get(span);
  }

  /** The interface of a span that can be read, among all that a class has; or null. */
  private static Class<?> readable(Class<?> type) {
    if (type == null || type.getName().equals(ApplicationTypes.READABLE_SPAN)) {
      return type;
    }
    return Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()))
        .map(OuterToolSpan::readable)
        .filter(found -> found != null)
        .findFirst()
        .orElse(null);
  }

  private static Object attribute(Class<?> type, Object span, String name)
      throws ReflectiveOperationException {
    for (Method method : type.getMethods()) {
      if (method.getName().equals("getAttribute")) {
        Class<?> key = method.getParameterTypes()[0];
        return method.invoke(span, key.getMethod("stringKey", String.class).invoke(null, name));
      }
    }
    return null;
  }
}
