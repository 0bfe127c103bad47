// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Guard;
import java.util.List;
import reactor.core.Scannable;

/**
 * Recognises the tasks by which the SDK's transports over stdio write what is in their queue. They
 * write for all operations, and so belong to none; and the SDK schedules them while it holds the
 * queue, which another call only waits 100 ms for.
 */
final class TransportTasks {

  /** The SDK's classes of which they are, and the functions within these. */
  private static final List<String> STDIO =
      List.of(
          "io.modelcontextprotocol.server.transport.Stdio",
          "io.modelcontextprotocol.client.transport.Stdio");

  /** Reactor's operator that goes on with a Flux on another thread schedules itself. */
  private static final String CHANGES_THREAD = "reactor.core.publisher.FluxPublishOn$";

  private static final ClassValue<Boolean> MAY_BE_ONE =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return type.getName().startsWith(CHANGES_THREAD);
        }
      };

  private static final ClassValue<Boolean> IS_OF_STDIO =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return STDIO.stream().anyMatch(type.getName()::startsWith);
        }
      };

  private TransportTasks() {}

  /** Whether this is one of them: what goes on there is handled by such a transport's function. */
  static boolean isOne(Runnable task) {
    return MAY_BE_ONE.get(task.getClass())
        && Guard.make("looking at a task", false, () -> isHandledByStdio(task));
  }

  private static boolean isHandledByStdio(Runnable task) {
    Object next = Scannable.from(task).scanUnsafe(Scannable.Attr.ACTUAL);
    Object handler = next == null ? null : Fields.read(next, "handler");
    return handler != null && IS_OF_STDIO.get(handler.getClass());
  }
}
