// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.InboundText;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.OperationStart;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.reactor.OperationMono;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession.McpStreamableServerSessionInit;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The {@code initialize} of streamable sessions, which no session handles: it makes one. */
final class SessionStarts {

  private final Application application;
  private final Sessions sessions;
  private final Responses responses;

  SessionStarts(Application application, Sessions sessions, Responses responses) {
    this.responses = responses;
    this.application = application;
    this.sessions = sessions;
  }

  /** A session was made, with a Mono of the answer to its {@code initialize}. */
  Object started(Object request, Object result) {
    McpStreamableServerSessionInit init = (McpStreamableServerSessionInit) result;
    Session session = sessions.of(init.session());
    // The start of a session does not tell the id of its request, but this thread has read it.
    OperationStart start =
        new OperationStart(
            session,
            Operation.Kind.SERVER,
            Methods.INITIALIZE,
            Target.NONE,
            false,
            InboundText.here().idOfInitialize(),
            request,
            null,
            Map.of());
    Mono<McpSchema.InitializeResult> answer =
        new OperationMono<>(
            init.initResult(),
            new ReceivedOperation(application, responses, start, request, false));
    return new McpStreamableServerSessionInit(init.session(), answer);
  }
}
