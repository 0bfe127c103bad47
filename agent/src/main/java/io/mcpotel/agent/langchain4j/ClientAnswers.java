// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.langchain4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpotel.agent.core.Answer;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.mcp.ClientTools;
import io.mcpotel.agent.mcp.Messages;
import io.mcpotel.agent.mcp.Payloads;
import io.mcpotel.agent.mcp.ShownNames;

/** What the answers to a client's requests say. */
final class ClientAnswers {

  static final String DISCOVER = "server/discover";

  private final ClientSessions sessions;
  private final Payloads payloads;
  private final ClientTools tools;

  ClientAnswers(ClientSessions sessions, Payloads payloads, ClientTools tools) {
    this.sessions = sessions;
    this.payloads = payloads;
    this.tools = tools;
  }

  /** The answer to an open request came in: it ends with that, before the client goes on. */
  void came(Operation operation, Object transport, JsonNode response) {
    // What it was sent with is its sender's until it ends.
    Object params = operation.sender();
    Session session = operation.session();
    Answer answer = ClientMessages.answer(response);
    try {
      operation.answered(answer);
      if (answer.code() == null) {
        Object result = JsonView.of(response.get("result"));
        note(operation, transport, params, result);
      } else if (session.hasSeen(Messages.target(operation.method(), params))) {
        operation.targetIsListed();
      }
    } finally {
      operation.completed();
    }
  }

  private void note(Operation operation, Object transport, Object params, Object result) {
    Session session = operation.session();
    String method = operation.method();
    switch (method) {
      case Methods.INITIALIZE -> sessions.initialized(session, transport, result);
      case DISCOVER -> sessions.discovered(session, params, result);
      default -> {}
    }
    payloads.resulted(operation, result);
    ShownNames.noteIn(session, method, result);
    if (Methods.TOOLS_LIST.equals(method)) {
      tools.listed(session, params, result);
    }
  }
}
