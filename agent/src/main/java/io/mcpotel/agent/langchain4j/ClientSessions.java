// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.langchain4j;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Bounds;
import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.Privacy;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.event.SessionEvent;
import io.mcpotel.agent.core.event.TransportEvent;
import io.mcpotel.agent.mcp.Messages;
import io.mcpotel.agent.mcp.Records;

/** Knows our session for each transport of a client; after a reconnection it is another one. */
final class ClientSessions {

  /** What the specification of 2026-07-28 puts before the names of its own in a meta. */
  private static final String OF_SPEC = "io.modelcontextprotocol/";

  private final Application application;

  ClientSessions(Application application) {
    this.application = application;
  }

  /** The session on a transport: another one where that of before is at its end. */
  Session of(Object transport) {
    Session session = application.sessions().get(transport);
    if (session == null) {
      // It began before the agent came.
      Session unseen = Session.client(ClientWires.of(transport), false);
      session = application.sessions().computeIfAbsent(transport, () -> unseen);
    } else if (!session.isOpen()) {
      session = opened(transport);
    }
    if (session.facts().id() == null) {
      identify(session, transport);
    }
    return session;
  }

  /** The session on a transport, or null. */
  Session known(Object transport) {
    return application.sessions().get(transport);
  }

  /** A client connects, maybe once more. */
  Session opened(Object transport) {
    Session before = application.sessions().get(transport);
    if (before != null) {
      before.close(application.telemetry(), Session.LOST);
      application.sessions().remove(transport);
    }
    Session session = Session.client(ClientWires.of(transport), true);
    application.sessions().computeIfAbsent(transport, () -> session);
    application.telemetry().onEvent(SessionEvent.opened(session));
    return session;
  }

  /**
   * A client is about to send {@code initialize}. The streamable transport does so by itself, on
   * the same connection, where the server has forgotten the session.
   */
  Session initializes(Object transport, Object params) {
    Session session = of(transport);
    if (session.facts().protocolVersion() != null) {
      session = opened(transport);
    }
    session.clientIs(Messages.client(params, application.privacy()));
    return session;
  }

  /** A client is about to send {@code server/discover}, which tells in its meta who asks. */
  Session discovers(Object transport, Object params) {
    Session session = of(transport);
    Object meta = Records.get(params, "_meta");
    session.clientIs(
        Messages.peer(
            Records.get(meta, OF_SPEC + "clientInfo"),
            Records.get(meta, OF_SPEC + "clientCapabilities"),
            application.privacy()));
    return session;
  }

  /** The answer to {@code initialize} is there. */
  void initialized(Session session, Object transport, Object result) {
    identify(session, transport);
    agreed(
        session, Records.get(result, "protocolVersion"), Records.get(result, "serverInfo"), result);
  }

  /**
   * The answer to {@code server/discover} is there; the version is the one asked with. A client
   * asks again from time to time, to see whether its server is there.
   */
  void discovered(Session session, Object params, Object result) {
    if (session.facts().protocolVersion() != null) {
      return;
    }
    Object version = Records.get(Records.get(params, "_meta"), OF_SPEC + "protocolVersion");
    agreed(
        session,
        version,
        Records.get(Records.get(result, "_meta"), OF_SPEC + "serverInfo"),
        result);
  }

  private void agreed(Session session, Object version, Object server, Object result) {
    Privacy privacy = application.privacy();
    session.negotiated(
        version instanceof String text ? privacy.words(text, Bounds.PROTOCOL_VERSION) : null,
        Messages.peer(server, Records.get(result, "capabilities"), privacy));
    application.telemetry().onEvent(SessionEvent.initialized(session));
  }

  private void identify(Session session, Object transport) {
    session.identified(application.privacy().words(ClientWires.sessionId(transport), Bounds.ID));
  }

  /** A client closes its transport. */
  void closes(Object transport) {
    Session session = known(transport);
    if (session != null) {
      session.closesFor(Session.CLOSED);
    }
  }

  /** A client's transport was closed. */
  void closed(Object transport) {
    Session session = known(transport);
    if (session != null) {
      session.close(application.telemetry(), Session.CLOSED);
    }
  }

  /** What a client talks to is gone, and nothing that it waits for will come. */
  void broken(Object transport) {
    Session session = known(transport);
    if (session == null || !session.isOpen() || !session.closesFor(Session.BROKEN)) {
      return;
    }
    application.telemetry().onEvent(new TransportEvent(session, TransportEvent.STREAM_ENDED, null));
    for (Operation operation : session.open()) {
      Guard.run("ending an operation", () -> operation.abandoned(Outcome.TRANSPORT_BROKEN));
    }
    session.close(application.telemetry(), Session.BROKEN);
  }
}
