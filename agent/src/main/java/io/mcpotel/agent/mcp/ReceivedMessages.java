// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.OperationStart;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.reactor.OperationMono;
import io.modelcontextprotocol.spec.McpSchema;
import reactor.core.publisher.Mono;

/** Requests and notifications that come in, to a server or to a client. */
final class ReceivedMessages {

  private final Application application;
  private final Sessions sessions;
  private final Responses responses;
  private final Payloads payloads;
  private final RawMessages texts;
  private final BrokenTransports broken;

  ReceivedMessages(
      Application application,
      Sessions sessions,
      Responses responses,
      Payloads payloads,
      RawMessages texts,
      BrokenTransports broken) {
    this.application = application;
    this.sessions = sessions;
    this.responses = responses;
    this.payloads = payloads;
    this.texts = texts;
    this.broken = broken;
  }

  /** A session was handed a response. */
  Object response(Object session, Object message, Object result) {
    if (message instanceof McpSchema.JSONRPCResponse) {
      texts.response(sessions.of(session), message);
    }
    return result;
  }

  /** A server's session returned what handles a message. */
  Object byServer(Object session, Object message, Object handling) {
    response(session, message, null);
    OperationStart start = start(session, message);
    return start == null
        ? handling
        : wrap(
            handling,
            new ReceivedOperation(application, responses, start, params(message), false) {
              @Override
              public void error(Operation operation, Throwable error) {
                broken.handlingFailed(session, operation, error);
                super.error(operation, error);
              }
            });
  }

  /** A client's session returned what handles a message; it sends the answer it is given. */
  Object byClient(Object session, Object message, Object handling) {
    OperationStart start = start(session, message);
    return start == null ? handling : wrap(handling, course(start, true));
  }

  /** A response stream, or a session in older releases, returned what answers a request. */
  Object byStream(Object streamOrSession, Object request, Object handling) {
    OperationStart start = start(streamOrSession, request);
    return start == null
        ? handling
        : wrap(
            handling,
            new ReceivedOperation(application, responses, start, params(request), false) {
              @Override
              public void begun(Operation operation) {
                operation.answer().setStream(streamOrSession);
                super.begun(operation);
              }
            });
  }

  /** A response stream's connection is gone: what it has not been given, it cannot send. */
  void streamReleased(Object stream) {
    for (Operation operation : sessions.of(stream).receivedAndOpen()) {
      if (operation.answer().isDueOn(stream)) {
        operation.abandoned(Outcome.CLIENT_DISCONNECTED);
      }
    }
  }

  /** What a message begins, or null where it begins nothing. */
  OperationStart start(Object sdkObject, Object message) {
    if (message instanceof McpSchema.JSONRPCRequest request) {
      return start(sdkObject, request.method(), false, request.id(), message);
    }
    if (message instanceof McpSchema.JSONRPCNotification note) {
      return start(sdkObject, note.method(), true, null, message);
    }
    return null;
  }

  /** What happens to the message that this begins with. */
  ReceivedOperation course(OperationStart start, boolean endsAfterSignal) {
    return new ReceivedOperation(
        application, responses, start, params(start.message()), endsAfterSignal);
  }

  private OperationStart start(
      Object sdkObject, String method, boolean notification, Object id, Object message) {
    if (method == null) {
      return null;
    }
    Session session = sessions.of(sdkObject);
    Object params = params(message);
    Target target = Messages.target(method, params);
    return new OperationStart(
        method.equals(Methods.INITIALIZE) ? session.initializing() : session,
        Operation.Kind.SERVER,
        method,
        target,
        notification,
        id,
        message,
        null,
        payloads.arguments(method, target, params));
  }

  private static Object params(Object message) {
    // By name for a notification's, whose type was another before 0.9.
    return message instanceof McpSchema.JSONRPCRequest request
        ? request.params()
        : Records.get(message, "params");
  }

  private static Object wrap(Object handling, OperationMono.Lifecycle course) {
    return handling instanceof Mono<?> mono ? new OperationMono<>(mono, course) : handling;
  }
}
