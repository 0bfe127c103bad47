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
 * handler right before it calls it; at any other time the specification gives out the handler as it
 * is.
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
  Object sync(Object handler) {
    Operation operation = served();
    if (operation == null || !(handler instanceof BiFunction)) {
      return handler;
    }
    boolean waited = !operation.handler().markFound();
    return operation.markHandlerCalled()
        ? new SyncHandler((BiFunction<Object, Object, Object>) handler, operation, waited)
        : handler;
  }

  /** A specification gives out a function that returns a Mono. */
  @SuppressWarnings("unchecked")
  Object async(Object handler) {
    Operation operation = served();
    if (operation == null
        || !(handler instanceof BiFunction)
        || !operation.handler().markFound()
        || isAdapterOfSync(handler)) {
      return handler;
    }
    return operation.markHandlerCalled()
        ? new AsyncHandler((BiFunction<Object, Object, Object>) handler, operation)
        : handler;
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
  private static boolean isAdapterOfSync(Object handler) {
    if (!handler.getClass().getName().startsWith(SDK)) {
      return false;
    }
    for (String field : DELEGATES) {
      Object delegate = Fields.read(handler, field);
      if (delegate instanceof BiFunction) {
        return isAdapterOfSync(delegate);
      }
    }
    return true;
  }

  private record SyncHandler(
      BiFunction<Object, Object, Object> handler, Operation operation, boolean waited)
      implements BiFunction<Object, Object, Object> {

    @Override
    public Object apply(Object exchange, Object request) {
      HandlerInvocation call = HandlerInvocations.begin(operation, waited);
      if (call == null) {
        return handler.apply(exchange, request);
      }
      try (HandlerInvocation.ThreadVisit visit = call.enter()) {
        Object result = handler.apply(exchange, request);
        HandlerInvocations.returned(call, result);
        return result;
      } catch (Throwable t) {
        HandlerInvocations.threw(call, t);
        throw t;
      }
    }
  }

  private record AsyncHandler(BiFunction<Object, Object, Object> handler, Operation operation)
      implements BiFunction<Object, Object, Object> {

    @Override
    public Object apply(Object exchange, Object request) {
      HandlerInvocation call = HandlerInvocations.begin(operation, false);
      if (call == null) {
        return handler.apply(exchange, request);
      }
      Object result;
      try (HandlerInvocation.ThreadVisit visit = call.enter()) {
        result = handler.apply(exchange, request);
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
