// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Current;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.reactor.ActivatingMono;
import io.modelcontextprotocol.spec.McpSchema;
import reactor.core.publisher.Mono;

/**
 * Requests that the SDK goes on with on a thread that knows nothing of them: one that came before
 * {@code notifications/initialized} is continued by the thread that brings that.
 */
final class Continuations {

  private final Application application;

  private record Continuation(Operation operation, Current.Activation activation) {}

  Continuations(Application application) {
    this.application = application;
  }

  /** The SDK goes on with a request that is among these arguments; the result ends that. */
  Object begun(Object[] arguments) {
    for (Object argument : arguments) {
      if (argument instanceof McpSchema.JSONRPCRequest request) {
        Operation operation = application.openFor(request);
        return operation == null || operation == Current.operation()
            ? null
            : new Continuation(operation, Current.tryActivate(operation));
      }
    }
    return null;
  }

  /** The counterpart of {@link #begun}. */
  Object ended(Object token, Object result) {
    Continuation continuation = (Continuation) token;
    continuation.activation().close();
    return result instanceof Mono<?> mono
        ? new ActivatingMono<>(mono, continuation.operation())
        : result;
  }
}
