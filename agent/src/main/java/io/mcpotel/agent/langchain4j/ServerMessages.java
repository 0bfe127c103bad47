// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.langchain4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Current;
import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.OperationStart;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.ReadText;
import io.mcpotel.agent.core.RequestId;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.mcp.Messages;
import io.mcpotel.agent.mcp.Payloads;
import io.mcpotel.agent.mcp.Records;
import java.util.Map;

/** What comes in from a server: its answers, and its own requests and notifications. */
final class ServerMessages {

  private final Application application;
  private final ClientSessions sessions;
  private final ClientAnswers answers;
  private final Payloads payloads;
  private final MessageTexts texts;

  /** A server's message is being handled. */
  private record Handling(Operation operation, Current.Activation activation) {}

  ServerMessages(
      Application application,
      ClientSessions sessions,
      ClientAnswers answers,
      Payloads payloads,
      MessageTexts texts) {
    this.application = application;
    this.sessions = sessions;
    this.answers = answers;
    this.payloads = payloads;
    this.texts = texts;
  }

  /** A message is about to be handled; the result, if there is one, is for {@link #ends}. */
  Object begins(Object transport, Object tree) {
    ReadText text = ReadText.take();
    if (transport == null || !(tree instanceof JsonNode message)) {
      return null;
    }
    if (message.has("id") && (message.has("result") || message.has("error"))) {
      response(transport, message, text);
      return null;
    }
    return message.path("method").isTextual() ? begin(transport, message, text) : null;
  }

  /** A message was handled; a request has been answered by then, or is not at all. */
  Object ends(Object token, Object result) {
    Handling handling = (Handling) token;
    Operation operation = handling.operation();
    handling.activation().close();
    Guard.run("ending an operation", () -> end(operation, result));
    return result;
  }

  private static void end(Operation operation, Object result) {
    if (operation.isReceivedRequest() && !operation.answer().isGiven()) {
      operation.abandoned(Outcome.NO_RESPONSE);
    } else if (result instanceof Throwable thrown && !operation.answer().isGiven()) {
      operation.failed(thrown);
    } else {
      operation.completed();
    }
  }

  private Handling begin(Object transport, JsonNode message, ReadText text) {
    String method = message.get("method").asText();
    Object params = JsonView.of(message.get("params"));
    Target target = Messages.target(method, params);
    boolean notification = !message.has("id");
    Operation operation =
        application.open(
            new OperationStart(
                sessions.of(transport),
                Operation.Kind.SERVER,
                method,
                target,
                notification,
                JsonView.of(message.get("id")),
                message,
                null,
                payloads.arguments(method, target, params)),
            null,
            Records.get(params, "_meta") instanceof Map<?, ?> meta ? meta : null);
    if (operation == null) {
      return null;
    }
    texts.request(operation, text);
    return new Handling(operation, Current.tryActivate(operation));
  }

  private void response(Object transport, JsonNode message, ReadText text) {
    Session session = sessions.known(transport);
    if (session == null) {
      return;
    }
    Object id = RequestId.kept(message.get("id").asLong(), application.privacy());
    Operation operation = session.sentAndOpen(id);
    if (operation != null) {
      texts.response(operation, text);
      answers.came(operation, transport, message);
    } else if (ClientWires.isKnown(transport)) {
      texts.unexpected(session, id, text);
    }
  }
}
