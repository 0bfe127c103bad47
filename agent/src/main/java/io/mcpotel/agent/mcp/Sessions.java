// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Bounds;
import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.InboundText;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.Privacy;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Wire;
import io.mcpotel.agent.core.event.SessionEvent;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;

/** Knows our session for each of the SDK's session objects. */
final class Sessions {

  /** The SDK's response stream is an inner class of its session. */
  private static final String OUTER = "this$0";

  private static final String SESSION_NOT_FOUND =
      "io.modelcontextprotocol.spec.McpTransportSessionNotFoundException";

  private final Application application;

  /** Whether this thread closes sessions because their server has forgotten them. */
  private final ThreadLocal<Boolean> losing = new ThreadLocal<>();

  Sessions(Application application) {
    this.application = application;
  }

  /** The session of an SDK object: a session, a stream of one, or a stateless server's handler. */
  Session of(Object sdkObject) {
    Object owner = owner(sdkObject);
    Session session = application.sessions().get(owner);
    if (session == null) {
      session = application.sessions().computeIfAbsent(owner, () -> make(owner, false));
    }
    if (session.isClient() && session.facts().id() == null) {
      identify(session, owner);
    }
    return session;
  }

  /** A session object was made just now. */
  void opened(Object sdkSession) {
    Session session =
        application.sessions().computeIfAbsent(sdkSession, () -> make(sdkSession, true));
    application.telemetry().onEvent(SessionEvent.opened(session));
  }

  /**
   * How many streams to its client a server's session has open: one for each request that is not
   * answered, and the one to listen on, which an SSE session consists of.
   */
  int openStreams(Object sdkSession) {
    Session session = application.sessions().get(sdkSession);
    if (session == null || session.isClient() || session.facts().wire() == Wire.PIPE) {
      return 0;
    }
    if (SdkType.of(sdkSession) == SdkType.SERVER_SESSION) {
      return 1;
    }
    boolean listens =
        Fields.read(sdkSession, "listeningStreamRef") instanceof AtomicReference<?> listening
            && listening.get() != null
            && SdkType.of(listening.get()) == SdkType.RESPONSE_STREAM;
    int answering =
        (int)
            session.receivedAndOpen().stream()
                .filter(operation -> !Methods.INITIALIZE.equals(operation.method()))
                .count();
    return answering + (listens ? 1 : 0);
  }

  /** Client and server of a session have told each other who they are. */
  void initialized(Session session, McpSchema.InitializeResult result) {
    Privacy privacy = application.privacy();
    session.negotiated(
        privacy.words(result.protocolVersion(), Bounds.PROTOCOL_VERSION),
        Messages.server(result, privacy));
    if (session.hasLife()) {
      application.telemetry().onEvent(SessionEvent.initialized(session));
    }
  }

  /** Learns a client's session id, which is known once the first answer is there. */
  void identify(Session session, Object sdkObject) {
    if (session.isClient() && session.facts().wire() != Wire.PIPE) {
      session.identified(id(Transports.sessionId(Fields.read(owner(sdkObject), "transport"))));
    }
  }

  /** The returned Mono closes a session. */
  Object closing(Object sdkSession, Object mono) {
    closesFor(sdkSession, closedReason());
    return mono instanceof Mono<?> closing
        ? closing.doFinally(end -> Guard.run("closing a session", () -> closed(sdkSession)))
        : mono;
  }

  /**
   * A client's connection failed; the result, if there is one, is for {@link #connectionFailed}.
   */
  Object connectionFails(Object failure) {
    if (!failure.getClass().getName().equals(SESSION_NOT_FOUND)) {
      return null;
    }
    losing.set(true);
    return failure;
  }

  /** What had to be done about it is done. */
  Object connectionFailed(Object result) {
    losing.remove();
    return result;
  }

  private String closedReason() {
    return Boolean.TRUE.equals(losing.get()) ? Session.LOST : Session.CLOSED;
  }

  /** Something else than its closing tells why a session is about to be closed. */
  void closesFor(Object sdkSession, String reason) {
    Session session = application.sessions().get(sdkSession);
    if (session != null) {
      session.closesFor(reason);
    }
  }

  /** A session is about to be closed; the JVM's end, which may come next, is not why. */
  void closes(Object sdkSession) {
    Session session = application.sessions().get(sdkSession);
    if (session != null) {
      session.closesFor(reason(session));
    }
  }

  /** A session was closed. */
  void closed(Object sdkSession) {
    Session session = application.sessions().get(sdkSession);
    if (session == null) {
      return;
    }
    session.closesFor(reason(session));
    String reason = session.closing();
    if (session.isOpen() && dropsAnswers(sdkSession)) {
      // They count among what the session has had.
      for (Operation operation : new ArrayList<>(session.receivedAndOpen())) {
        Guard.run("ending an operation", () -> operation.abandoned(Outcome.SESSION_CLOSED));
      }
    }
    Guard.run("closing a session", () -> session.close(application.telemetry(), reason));
    if (session.facts().wire() == Wire.PIPE && !session.isClient()) {
      // The client that closed our stdin may kill us next.
      application.telemetry().flushSoon();
    }
  }

  /**
   * Why a session was closed of which nothing was said before. Only the end of its input makes the
   * SDK close a server's session on a pipe at once.
   */
  private String reason(Session session) {
    if (session.isClient()) {
      return closedReason();
    }
    if (session.facts().wire() != Wire.PIPE) {
      return null;
    }
    String trouble = InboundText.here().trouble();
    return trouble == null ? Session.END_OF_INPUT : trouble;
  }

  /**
   * Whether a session that is closed drops what would be sent from then on. A streamable one does
   * since it closes its streams, which are in a field; before, a request could still be answered.
   */
  private static boolean dropsAnswers(Object sdkSession) {
    return SdkType.of(sdkSession) == SdkType.SERVER_SESSION
        || Fields.read(sdkSession, "openStreams") != null;
  }

  private static Object owner(Object sdkObject) {
    if (SdkType.of(sdkObject) != SdkType.RESPONSE_STREAM) {
      return sdkObject;
    }
    Object outer = Fields.read(sdkObject, OUTER);
    return outer == null ? sdkObject : outer;
  }

  private Session make(Object sdkObject, boolean seenFromStart) {
    return switch (SdkType.of(sdkObject)) {
      case SERVER_SESSION -> {
        String peers = Transports.idInUrl(Fields.read(sdkObject, "transport"));
        String id = id(peers == null ? ((McpServerSession) sdkObject).getId() : peers);
        yield ofServer(Session.server(id, wire(sdkObject), seenFromStart), sdkObject);
      }
      case STREAMABLE_SESSION -> {
        String id = id(((McpStreamableServerSession) sdkObject).getId());
        yield ofServer(Session.server(id, Wire.HTTP, seenFromStart), sdkObject);
      }
      case CLIENT_SESSION -> Session.client(wire(sdkObject), seenFromStart);
      case RESPONSE_STREAM, OTHER -> Session.stateless();
    };
  }

  private String id(String id) {
    return application.privacy().words(id, Bounds.ID);
  }

  private static Wire wire(Object sdkSession) {
    return Transports.wire(Fields.read(sdkSession, "transport"));
  }

  /** A session that began before the agent came was told then who its client is. */
  private Session ofServer(Session session, Object sdkSession) {
    if (Fields.read(sdkSession, "clientInfo") instanceof AtomicReference<?> client) {
      Object capabilities =
          Fields.read(sdkSession, "clientCapabilities") instanceof AtomicReference<?> reference
              ? reference.get()
              : null;
      session.clientIs(Messages.peer(client.get(), capabilities, application.privacy()));
    }
    return session;
  }
}
