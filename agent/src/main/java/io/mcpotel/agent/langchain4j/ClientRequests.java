// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.mcp.client.McpCallContext;
import dev.langchain4j.mcp.protocol.McpClientMessage;
import dev.langchain4j.mcp.protocol.McpInitializationNotification;
import dev.langchain4j.mcp.protocol.McpInitializeRequest;
import io.mcpotel.agent.core.Answer;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Current;
import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.OperationStart;
import io.mcpotel.agent.core.RequestId;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.mcp.Messages;
import io.mcpotel.agent.mcp.Payloads;
import io.mcpotel.agent.mcp.Records;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What the client sends: requests, notifications, and the answers to a server's requests. */
final class ClientRequests {

  static final String INITIALIZED = "notifications/initialized";

  /** That of the transport's own making, which has no parameters, is shorter. */
  private static final int MOST_OF_INITIALIZED = 200;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Application application;
  private final ClientSessions sessions;
  private final Payloads payloads;
  private final MessageTexts texts;

  /** A message is being handed to a transport. */
  private record Sending(
      Operation operation,
      Current.Activation activation,
      McpClientMessage message,
      Map<String, Object> metaBefore) {}

  ClientRequests(
      Application application, ClientSessions sessions, Payloads payloads, MessageTexts texts) {
    this.application = application;
    this.sessions = sessions;
    this.payloads = payloads;
    this.texts = texts;
  }

  /** A transport is asked to send a message; the result is for {@link #sent}. */
  Object sends(Object transport, Object contextOrMessage) throws Exception {
    McpClientMessage message = message(contextOrMessage);
    String method = ClientMessages.method(message);
    if (method == null) {
      answers();
      return null;
    }
    return begin(transport, method, message);
  }

  /** A transport sends a message: one of its own, with which it connects, is not known yet. */
  Object sendsByItself(Object transport, Object context) {
    McpClientMessage message = message(context);
    if (message instanceof McpInitializationNotification) {
      return begin(transport, INITIALIZED, message);
    }
    return message instanceof McpInitializeRequest && !isInitializing()
        ? begin(transport, Methods.INITIALIZE, message)
        : null;
  }

  /** Whether this thread sends what {@link #sends} knows of. */
  private static boolean isInitializing() {
    Operation operation = Current.operation();
    return operation != null
        && operation.kind() == Operation.Kind.CLIENT
        && operation.isOf(Methods.INITIALIZE);
  }

  /** A text is about to be written to a pipe: one of the transport's own is no message any more. */
  Object pipeText(Object transport, Object id, String text) throws JsonProcessingException {
    ObjectNode note =
        id != null || text.length() > MOST_OF_INITIALIZED || !text.contains(INITIALIZED)
            ? null
            : initialized(text);
    if (note == null) {
      texts.written((Long) id, text);
      return text;
    }
    Operation operation = open(sessions.of(transport), INITIALIZED, null, null);
    try {
      String sent = with(operation.telemetry().propagated(operation.context()), note, text);
      texts.sentBy(operation, sent);
      return sent;
    } finally {
      operation.completed();
    }
  }

  /** The notification that the text is, or null where it is another message. */
  private static ObjectNode initialized(String text) throws JsonProcessingException {
    return MAPPER.readTree(text) instanceof ObjectNode note && !note.has("params") ? note : null;
  }

  private static String with(Map<String, String> meta, ObjectNode note, String text)
      throws JsonProcessingException {
    if (meta.isEmpty()) {
      return text;
    }
    meta.forEach(note.putObject("params").putObject("_meta")::put);
    return MAPPER.writeValueAsString(note);
  }

  /** The message was handed over, or that failed; returns what is to be returned. */
  Object sent(Object token, Object result) {
    Sending sending = (Sending) token;
    Operation operation = sending.operation();
    sending.activation().close();
    if (Methods.INITIALIZE.equals(operation.method())) {
      // The transport keeps this one, to send it again for another session.
      ClientMessages.setMeta(sending.message(), sending.metaBefore());
    }
    if (result instanceof CompletableFuture<?> answer) {
      return new OperationFuture<>(answer, operation);
    }
    OperationFuture.end(operation, result instanceof Throwable thrown ? thrown : null);
    return result;
  }

  private Sending begin(Object transport, String method, McpClientMessage message) {
    Object params = Params.of(ClientMessages.params(message));
    Session session = session(transport, method, params);
    if (Methods.CANCELLED.equals(method)) {
      session.cancelled(
          RequestId.kept(Records.get(params, "requestId"), application.privacy()), false);
    }
    Operation operation = open(session, method, message.getId(), params);
    Map<String, Object> before = ClientMessages.meta(message);
    Guard.run(
        "adding _meta",
        () ->
            ClientMessages.addMeta(message, operation.telemetry().propagated(operation.context())));
    return new Sending(operation, Current.tryActivate(operation), message, before);
  }

  private Session session(Object transport, String method, Object params) {
    return switch (method) {
      case Methods.INITIALIZE -> sessions.initializes(transport, params);
      case ClientAnswers.DISCOVER -> sessions.discovers(transport, params);
      default -> sessions.of(transport);
    };
  }

  private Operation open(Session session, String method, Long id, Object params) {
    Target target = Messages.target(method, params);
    return application.open(
        new OperationStart(
            session,
            Operation.Kind.CLIENT,
            method,
            target,
            id == null,
            id,
            null,
            params,
            payloads.arguments(method, target, params)),
        null,
        null);
  }

  /** The client answers the request that this thread works for. */
  private static void answers() {
    Operation operation = Current.operation();
    if (operation != null && operation.isReceivedRequest()) {
      operation.answered(Answer.RESULT);
    }
  }

  private static McpClientMessage message(Object contextOrMessage) {
    return contextOrMessage instanceof McpCallContext context
        ? context.message()
        : (McpClientMessage) contextOrMessage;
  }
}
