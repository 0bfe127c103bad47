// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.event;

import io.mcpotel.agent.core.Epoch;
import io.mcpotel.agent.core.Peer;
import io.mcpotel.agent.core.Seconds;
import io.mcpotel.agent.core.Session;
import java.util.Locale;

/** A session began, was agreed upon, or ended. */
public final class SessionEvent implements Event {

  /** What became of the session. */
  public enum State {
    OPENED,
    INITIALIZED,
    CLOSED
  }

  private final Session session;
  private final State state;
  private final Session.End end;
  private final Session.Facts facts;
  private final long epochNanos = Epoch.now();

  private SessionEvent(Session session, State state, Session.End end) {
    this.session = session;
    this.state = state;
    this.end = end;
    this.facts = session.facts();
  }

  public static SessionEvent opened(Session session) {
    return new SessionEvent(session, State.OPENED, null);
  }

  /** Client and server have told each other who they are. */
  public static SessionEvent initialized(Session session) {
    return new SessionEvent(session, State.INITIALIZED, null);
  }

  public static SessionEvent closed(Session session, Session.End end) {
    return new SessionEvent(session, State.CLOSED, end);
  }

  @Override
  public String name() {
    return "mcp.session";
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public long epochNanos() {
    return epochNanos;
  }

  @Override
  public String body() {
    return "session " + state() + (end == null || end.reason() == null ? "" : ": " + end.reason());
  }

  @Override
  public void describe(Fields fields) {
    fields.put("mcp.session.state", state());
    EventFields.session(session, facts, fields);
    if (state == State.INITIALIZED) {
      capabilities("mcp.client.capabilities", facts.clientInfo(), fields);
      capabilities("mcp.server.capabilities", facts.serverInfo(), fields);
    }
    if (end != null) {
      fields.put("mcp.session.close_reason", end.reason());
      if (end.nanos() >= 0) {
        fields.put("mcp.session.duration", Seconds.of(end.nanos()));
      }
      fields.put("mcp.session.operations", end.operations());
      fields.put("mcp.session.errors", end.errors());
    }
  }

  private static void capabilities(String name, Peer peer, Fields fields) {
    if (peer != null) {
      fields.put(name, peer.capabilities());
    }
  }

  private String state() {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
