// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Current;
import io.mcpotel.agent.core.HandlerInvocation;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.reactor.HandlerMono;
import java.util.List;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;

/**
 * The handlers: tools, prompts, resources, completions. The SDK asks a specification for its
 * function right before it calls it; at any other time the specification gives out the function as
 * it is.
 */
final class Handlers {

  private static final String SDK = "io.modelcontextprotocol.";

  /**
   * What the SDK's handlers that check a tool's output call the function that they call, and what
   * the JDK calls it in the SDK's lambda that takes a function of the old shape, of a map.
   */
  private static final List<String> DELEGATES =
      List.of("delegateCallToolResult", "delegateHandler", "arg$1");

  /** A specification gives out a function that returns its result. */
  @SuppressWarnings("unchecked")
  Object sync(Object function) {
    Operation operation = served();
    if (operation == null || !(function instanceof BiFunction)) {
      return function;
    }
    boolean waited = !operation.handler().markFound();
    return operation.markHandlerCalled()
        ? new SyncFunction((BiFunction<Object, Object, Object>) function, operation, waited)
        : function;
  }

  /** A specification gives out a function that returns a Mono. */
  @SuppressWarnings("unchecked")
  Object async(Object function) {
    Operation operation = served();
    if (operation == null
        || !(function instanceof BiFunction)
        || !operation.handler().markFound()
        || isAdapterOfSync(function)) {
      return function;
    }
    return operation.markHandlerCalled()
        ? new AsyncFunction((BiFunction<Object, Object, Object>) function, operation)
        : function;
  }

  private static Operation served() {
    Operation operation = Current.operation();
    if (operation == null || operation.kind() != Operation.Kind.SERVER) {
      return null;
    }
    return switch (operation.method()) {
      case Methods.TOOLS_CALL, Methods.PROMPTS_GET, Methods.RESOURCES_READ, Methods.COMPLETE ->
          operation;
      default -> null;
    };
  }

  /** Whether this is the SDK's own wrapper of a function that returns its result. */
  private static boolean isAdapterOfSync(Object function) {
    if (!function.getClass().getName().startsWith(SDK)) {
      return false;
    }
    for (String field : DELEGATES) {
      Object delegate = Fields.read(function, field);
      if (delegate instanceof BiFunction) {
        return isAdapterOfSync(delegate);
      }
    }
    return true;
  }

  private record SyncFunction(
      BiFunction<Object, Object, Object> function, Operation operation, boolean waited)
      implements BiFunction<Object, Object, Object> {

    @Override
    public Object apply(Object exchange, Object request) {
      HandlerInvocation call = HandlerInvocations.begin(operation, waited);
      if (call == null) {
        return function.apply(exchange, request);
      }
      try (HandlerInvocation.ThreadVisit visit = call.enter()) {
        Object result = function.apply(exchange, request);
        HandlerInvocations.returned(call, result);
        return result;
      } catch (Throwable t) {
        HandlerInvocations.threw(call, t);
        throw t;
      }
    }
  }

  private record AsyncFunction(BiFunction<Object, Object, Object> function, Operation operation)
      implements BiFunction<Object, Object, Object> {

    @Override
    public Object apply(Object exchange, Object request) {
      HandlerInvocation call = HandlerInvocations.begin(operation, false);
      if (call == null) {
        return function.apply(exchange, request);
      }
      Object result;
      try (HandlerInvocation.ThreadVisit visit = call.enter()) {
        result = function.apply(exchange, request);
      } catch (Throwable t) {
        HandlerInvocations.threw(call, t);
        throw t;
      }
      if (result instanceof Mono<?> mono) {
        return new HandlerMono<>(mono, call, Messages::isToolError);
      }
      HandlerInvocations.returned(call, result);
      return result;
    }
  }
}
