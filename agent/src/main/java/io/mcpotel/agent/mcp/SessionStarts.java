// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.OperationStart;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.reactor.OperationMono;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession.McpStreamableServerSessionInit;
import reactor.core.publisher.Mono;

/** The {@code initialize} of streamable sessions, which no session handles: it makes one. */
final class SessionStarts {

  private final Application application;
  private final Sessions sessions;

  /**
   * The id of the last {@code initialize} that this thread parsed, which the start of its session
   * does not tell. It is an id and not the message, which would keep the application's classes
   * alive on a thread that outlives them.
   */
  private final ThreadLocal<Object> parsedInitialize = new ThreadLocal<>();

  SessionStarts(Application application, Sessions sessions) {
    this.application = application;
    this.sessions = sessions;
  }

  /** A raw message was parsed on this thread. */
  Object parsed(Object message) {
    if (message instanceof McpSchema.JSONRPCRequest request
        && Methods.INITIALIZE.equals(request.method())) {
      parsedInitialize.set(request.id());
    }
    return message;
  }

  /** A session was made, with a Mono of the answer to its {@code initialize}. */
  Object started(Object request, Object result) {
    Object id = parsedInitialize.get();
    parsedInitialize.remove();
    McpStreamableServerSessionInit init = (McpStreamableServerSessionInit) result;
    OperationStart start =
        new OperationStart(
            sessions.of(init.session()),
            Operation.Kind.SERVER,
            Methods.INITIALIZE,
            Target.NONE,
            false,
            id,
            request,
            null);
    Mono<McpSchema.InitializeResult> answer =
        new OperationMono<>(
            init.initResult(), new ReceivedCourse(application, start, request, false));
    return new McpStreamableServerSessionInit(init.session(), answer);
  }
}
