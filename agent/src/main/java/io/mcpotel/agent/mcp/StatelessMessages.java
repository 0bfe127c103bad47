// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.OperationStart;
import io.mcpotel.agent.reactor.OperationMono;
import io.modelcontextprotocol.spec.McpSchema;
import java.lang.invoke.MethodHandle;
import reactor.core.publisher.Mono;

/**
 * Messages to a stateless server. Its handler runs while the Mono is made, not when that is
 * subscribed to, so the whole call is put off.
 */
final class StatelessMessages {

  private final ReceivedMessages received;

  /** Whether this thread calls the handler from within the operation already. */
  private final ThreadLocal<Boolean> within = new ThreadLocal<>();

  StatelessMessages(ReceivedMessages received) {
    this.received = received;
  }

  /** What to return instead of handling a message now; null to handle it. */
  Object handled(Object handler, Object transportContext, Object message) {
    if (Boolean.TRUE.equals(within.get())) {
      within.remove();
      return null;
    }
    OperationStart start = received.start(handler, message);
    if (start == null) {
      return null;
    }
    MethodHandle again =
        SdkMethod.of(
            handler,
            message instanceof McpSchema.JSONRPCRequest ? "handleRequest" : "handleNotification",
            2);
    if (again == null) {
      return null;
    }
    Mono<?> call =
        Mono.defer(
            () -> {
              within.set(true);
              try {
                return (Mono<?>) SdkMethod.call(again, handler, transportContext, message);
              } finally {
                within.remove();
              }
            });
    return new OperationMono<>(call, received.course(start, false));
  }
}
