// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Answer;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Current;
import io.mcpotel.agent.core.InboundText;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.OperationStart;
import io.mcpotel.agent.core.OutboundMessages;
import io.mcpotel.agent.core.Privacy;
import io.mcpotel.agent.core.RequestId;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.reactor.OperationMono;
import io.modelcontextprotocol.spec.McpSchema;
import java.lang.invoke.MethodHandle;
import reactor.core.publisher.Mono;

/** Requests and notifications that go out, from a client or from a server. */
final class SentMessages {

  private final Application application;
  private final Sessions sessions;
  private final Payloads payloads;
  private final ClientTools tools;

  /** Whether this thread sends a notification from within its operation already. */
  private final ThreadLocal<Boolean> within = new ThreadLocal<>();

  SentMessages(Application application, Sessions sessions, Payloads payloads, ClientTools tools) {
    this.application = application;
    this.sessions = sessions;
    this.payloads = payloads;
    this.tools = tools;
  }

  /** A session returned a Mono that sends a request and has its answer. */
  Object request(Object session, Object method, Object params, Object sending) {
    return sending instanceof Mono<?> mono
        ? new OperationMono<>(mono, new SentCourse(session, (String) method, params, false))
        : sending;
  }

  /**
   * A session is asked to send a notification. It makes the message at once, but only its
   * subscriber knows what the message belongs to, so the whole call is put off until then.
   */
  Object notification(Object session, Object method, Object params) {
    if (Boolean.TRUE.equals(within.get())) {
      within.remove();
      return null;
    }
    MethodHandle again = SdkMethod.of(session, "sendNotification", 2);
    if (again == null) {
      return null;
    }
    Mono<?> call =
        Mono.defer(
            () -> {
              within.set(true);
              try {
                return (Mono<?>) SdkMethod.call(again, session, method, params);
              } finally {
                within.remove();
              }
            });
    return new OperationMono<>(call, new SentCourse(session, (String) method, params, true));
  }

  /** The message of a request is made: it gets the trace context, and tells its id. */
  Object requestParams(String method, Object id, Object params) {
    Operation operation = unsent(method, false);
    if (operation == null) {
      return params;
    }
    operation.identified(id);
    return withContext(operation, params);
  }

  /** The message of a notification is made. */
  Object notificationParams(String method, Object params) {
    Operation operation = unsent(method, true);
    if (operation == null) {
      return params;
    }
    Object sent = withContext(operation, params);
    application.outboundMessages().expect(OutboundMessages.ofNotification(method, sent), operation);
    return sent;
  }

  /** The operation of this thread, if it is the one whose message is made now. */
  private static Operation unsent(String method, boolean notification) {
    Operation operation = Current.operation();
    return operation != null
            && operation.kind() == Operation.Kind.CLIENT
            && operation.isNotification() == notification
            && operation.isOf(method)
            && operation.markSent()
        ? operation
        : null;
  }

  private Object withContext(Operation operation, Object params) {
    return Meta.with(
        params,
        operation.telemetry().propagated(operation.context()),
        object -> JsonTree.of(object, operation.sender()));
  }

  /** What happens to a message that goes out. */
  private final class SentCourse implements OperationMono.Lifecycle {
    private final Object sdkSession;
    private final String method;
    private final Object params;
    private final boolean notification;

    SentCourse(Object sdkSession, String method, Object params, boolean notification) {
      this.sdkSession = sdkSession;
      this.method = method;
      this.params = params;
      this.notification = notification;
    }

    @Override
    public Operation begin(Object carried) {
      Session session = sessions.of(sdkSession);
      Privacy privacy = application.privacy();
      if (Methods.INITIALIZE.equals(method)) {
        session.clientIs(Messages.client(params, privacy));
      }
      if (Methods.CANCELLED.equals(method)) {
        session.cancelled(RequestId.kept(Records.get(params, "requestId"), privacy), false);
      }
      if (Methods.PROGRESS.equals(method) && !session.isClient()) {
        session.progresses(RequestId.kept(Records.get(params, "progressToken"), privacy));
      }
      Target target = Messages.target(method, params);
      return application.open(
          new OperationStart(
              session,
              Operation.Kind.CLIENT,
              method,
              target,
              notification,
              null,
              null,
              sdkSession,
              payloads.arguments(method, target, params)),
          carried,
          null);
    }

    @Override
    public void value(Operation operation, Object value) {
      if (value instanceof McpSchema.InitializeResult result) {
        sessions.identify(operation.session(), sdkSession);
        sessions.initialized(operation.session(), result);
      }
      answeredNow(operation);
      payloads.resulted(operation, value);
      operation.answered(Messages.answer(value));
      ShownNames.noteIn(operation.session(), method, value);
      if (Methods.TOOLS_LIST.equals(method)) {
        tools.listed(operation.session(), params, value);
      }
    }

    /** A result that says nothing is no value. */
    @Override
    public void completes(Operation operation) {
      if (!notification && !operation.answer().isGiven()) {
        answeredNow(operation);
        operation.answered(Answer.RESULT);
      }
    }

    /** The thread that goes on with an answer is the one that has read it. */
    private void answeredNow(Operation operation) {
      operation.sizes().setResponse(InboundText.here().sizeOfResponse(operation.requestId()));
    }

    @Override
    public void error(Operation operation, Throwable error) {
      Answer answer = Messages.answer(error);
      if (answer != null) {
        answeredNow(operation);
        operation.answered(answer);
      }
      if (operation.session().hasSeen(Messages.target(method, params))) {
        operation.targetIsListed();
      }
      operation.failed(error);
    }
  }
}
