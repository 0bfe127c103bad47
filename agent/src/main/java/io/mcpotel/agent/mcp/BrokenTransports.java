// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.InboundText;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.event.TransportEvent;
import io.mcpotel.agent.redact.CapturePolicy;
import java.util.ArrayList;
import java.util.List;
import reactor.core.Scannable;
import reactor.core.publisher.SignalType;

/**
 * Notices that a transport is dead while its session is in use. The SDK's loops over the messages
 * of a pipe or of an SSE stream end for good at the first failure, and its process lives on.
 */
final class BrokenTransports {

  /** The SDK's, which stops reading when one message could not be handled or answered. */
  private static final String SERVER_ON_A_PIPE =
      "io.modelcontextprotocol.server.transport.StdioServerTransportProvider"
          + "$StdioMcpSessionTransport";

  /** What it says when a message was refused by the queue of those to be written. */
  private static final String NOT_ENQUEUED = "Failed to enqueue message";

  private final Application application;
  private final CapturePolicy policy;

  BrokenTransports(Application application, CapturePolicy policy) {
    this.application = application;
    this.policy = policy;
  }

  /**
   * A server's session could not handle a message, or not answer it. A pipe's transport goes no
   * further then, another one lives on.
   */
  void handlingFailed(Object sdkSession, Operation operation, Throwable failure) {
    Object transport = Fields.read(sdkSession, "transport");
    if (transport != null && transport.getClass().getName().equals(SERVER_ON_A_PIPE)) {
      boolean refused = NOT_ENQUEUED.equals(failure.getMessage());
      String reason = refused ? TransportEvent.ENQUEUE_FAILED : TransportEvent.HANDLING_FAILED;
      // Why a notification was not handled is its own affair.
      Operation unanswered = operation.isNotification() ? null : operation;
      broken(operation.session(), reason, failure, unanswered);
    }
  }

  /** A transport writes no more, because a message could not be written. */
  void writingFailed(Object transport, Object failure) {
    for (Session session : using(transport)) {
      broken(session, TransportEvent.WRITE_FAILED, (Throwable) failure, null);
    }
  }

  /** A client on a pipe reads no more. */
  void pipeEnded(Object transport) {
    if (!isToldToEnd(Fields.read(transport, "outboundSink"))) {
      readsNoMore(transport);
    }
  }

  /** A client's SSE stream has ended, by this signal. */
  void streamEnded(Object transport, Object signal) {
    if (signal == SignalType.ON_COMPLETE && !isClosing(transport)) {
      readsNoMore(transport);
    }
  }

  /** A client's SSE stream has failed, before 0.11. */
  void streamFailed(Object eventHandler, Object failure) {
    Object transport = Fields.read(eventHandler, "this$0");
    if (transport != null && !isClosing(transport)) {
      for (Session session : using(transport)) {
        broken(session, TransportEvent.STREAM_ENDED, (Throwable) failure, null);
      }
    }
  }

  private void readsNoMore(Object transport) {
    String trouble = InboundText.here().trouble();
    for (Session session : using(transport)) {
      broken(session, trouble == null ? TransportEvent.STREAM_ENDED : trouble, null, null);
    }
  }

  private static boolean isToldToEnd(Object sink) {
    return sink instanceof Scannable state
        && Boolean.TRUE.equals(state.scan(Scannable.Attr.TERMINATED));
  }

  private static boolean isClosing(Object transport) {
    return Boolean.TRUE.equals(Fields.read(transport, "isClosing"));
  }

  /** The open sessions on a transport: one, but for those that were given up without a word. */
  private List<Session> using(Object transport) {
    List<Session> using = new ArrayList<>();
    application
        .sessions()
        .forEach(
            (sdkSession, session) -> {
              if (session.isOpen() && Fields.read(sdkSession, "transport") == transport) {
                using.add(session);
              }
            });
    return using;
  }

  private void broken(Session session, String reason, Throwable failure, Operation unanswered) {
    if (!session.isOpen() || !session.closesFor(Session.BROKEN)) {
      return;
    }
    application.telemetry().onEvent(new TransportEvent(session, reason, shown(failure)));
    for (Operation operation : session.open()) {
      Guard.run("ending an operation", () -> end(operation, operation == unanswered));
    }
    session.close(application.telemetry(), Session.BROKEN);
    if (!session.isClient()) {
      application.watch().broke(session, reason);
    }
    // Whoever notices it next may kill this process.
    application.telemetry().flushSoon();
  }

  /** What was handed to the transport before is still written. */
  private static void end(Operation operation, boolean unanswered) {
    if (operation.isReceivedRequest() && operation.answer().isGiven() && !unanswered) {
      operation.completed();
    } else {
      operation.abandoned(Outcome.TRANSPORT_BROKEN);
    }
  }

  private TransportEvent.Failure shown(Throwable failure) {
    if (failure == null) {
      return null;
    }
    boolean wrapped = failure.getClass() == RuntimeException.class && failure.getCause() != null;
    Throwable itself = wrapped ? failure.getCause() : failure;
    return new TransportEvent.Failure(
        itself.getClass().getName(), policy.refusal(itself.getMessage()));
  }
}
