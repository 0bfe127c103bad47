// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import io.mcpotel.agent.core.event.MessageEvent;
import io.mcpotel.agent.core.event.SessionEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One MCP session as this side of it knows it. It holds no object of the application, so that it
 * may outlive one.
 */
public final class Session {

  /** More names than this a session does not remember: they may be made up. */
  private static final int MOST_KNOWN_TARGETS = 500;

  /** The start of a session that was under way when the agent was attached. */
  private static final long UNSEEN = Long.MIN_VALUE;

  private final boolean client;
  private final boolean stateless;
  private final long startNanos;

  // Many clients abandon their session after a call or none, and what a server keeps of such a one
  // is to be little: these have no objects of their own until there is something to keep.
  private static final AtomicLongFieldUpdater<Session> OPERATIONS =
      AtomicLongFieldUpdater.newUpdater(Session.class, "operations");
  private static final AtomicLongFieldUpdater<Session> ERRORS =
      AtomicLongFieldUpdater.newUpdater(Session.class, "errors");

  @SuppressWarnings("rawtypes")
  private static final AtomicReferenceFieldUpdater<Session, Set> KNOWN_TARGETS =
      AtomicReferenceFieldUpdater.newUpdater(Session.class, Set.class, "knownTargets");

  private static final AtomicReferenceFieldUpdater<Session, OpenOperations> RECEIVED =
      AtomicReferenceFieldUpdater.newUpdater(Session.class, OpenOperations.class, "received");
  private static final AtomicReferenceFieldUpdater<Session, OpenOperations> SENT =
      AtomicReferenceFieldUpdater.newUpdater(Session.class, OpenOperations.class, "sent");
  private static final OpenOperations NONE_YET = new OpenOperations(0, OpenOperations.Keys.EQUAL);

  private volatile OpenOperations received = NONE_YET;
  private volatile OpenOperations sent = NONE_YET;
  private volatile long operations;
  private volatile long errors;
  private volatile Set<String> knownTargets = Set.of();
  private volatile Set<Target> shownTargets;

  private volatile boolean closed;
  private volatile Facts facts;
  private volatile String closing;
  private volatile long lastTrafficNanos = System.nanoTime();

  /** This side of it is the one that asks a server. */
  public static final String CLIENT = "client";

  /** This side of it is the one that serves. */
  public static final String SERVER = "server";

  /** Its client asked for its end. */
  public static final String DELETED = "deleted";

  /** This side closed it. */
  public static final String CLOSED = "closed";

  /** Its input ended. */
  public static final String END_OF_INPUT = "end_of_input";

  /** The server had heard nothing for long. */
  public static final String IDLE = "idle";

  /** The server has forgotten it. */
  public static final String LOST = "lost";

  /** Its transport is dead, and nobody has asked for that. */
  public static final String BROKEN = "broken";

  /**
   * How a session ended.
   *
   * @param reason why, or null where nobody knows
   * @param nanos its duration, or -1 where its start was not seen
   * @param operations how many operations it had
   * @param errors how many of them failed
   */
  public record End(String reason, long nanos, long operations, long errors) {

    private static final Set<String> FAILURES =
        Set.of(LOST, BROKEN, MessageEvent.UNPARSABLE, MessageEvent.TOO_LARGE);

    /** The class of error that it ended with, or null where neither side had any trouble. */
    public String errorType() {
      return reason != null && FAILURES.contains(reason) ? reason : null;
    }
  }

  /**
   * What is known of a session by now, as it may be exported; replaced as a whole, so that views
   * may keep it.
   */
  public record Facts(
      String id, String protocolVersion, Peer clientInfo, Peer serverInfo, Wire wire) {}

  /** For a stateless initialize, what all requests to its server share; else null. */
  private final Session shared;

  private Session(
      boolean client,
      boolean stateless,
      Session shared,
      boolean seenFromStart,
      String id,
      Wire wire) {
    this.client = client;
    this.stateless = stateless;
    this.shared = shared;
    this.startNanos = seenFromStart ? System.nanoTime() : UNSEEN;
    this.facts = new Facts(id, null, null, null, wire);
  }

  public static Session server(String id, Wire wire, boolean seenFromStart) {
    if (wire.protocol() == null) {
      // What is no HTTP may be stdio, by a transport that nobody here knows.
      Stdout.becomesProtocol();
    }
    return new Session(false, false, null, seenFromStart, id, wire);
  }

  public static Session client(Wire wire, boolean seenFromStart) {
    return new Session(true, false, null, seenFromStart, null, wire);
  }

  /** What all requests to a stateless server share: no session, but the same server. */
  public static Session stateless() {
    return new Session(false, true, null, false, null, Wire.HTTP);
  }

  /**
   * What a single {@code initialize} of a stateless server knows: who its client is and which
   * version they agree on, which no other request will.
   */
  public Session initializing() {
    return stateless ? new Session(false, true, this, false, null, Wire.HTTP) : this;
  }

  /** Whether there is a session at all, which a stateless server has not. */
  public boolean hasLife() {
    return !stateless;
  }

  public boolean isClient() {
    return client;
  }

  /** Which side of it this is: {@link #CLIENT} or {@link #SERVER}. */
  public String role() {
    return role(client);
  }

  public static String role(boolean client) {
    return client ? CLIENT : SERVER;
  }

  public Facts facts() {
    return facts;
  }

  /** Notes the id that a client's transport learnt. */
  public void identified(String id) {
    // Each message of a client asks, and some have no id to tell.
    if (id != null && !id.equals(facts.id())) {
      identifiedAnew(id);
    }
  }

  private synchronized void identifiedAnew(String id) {
    Facts f = facts;
    facts = new Facts(id, f.protocolVersion(), f.clientInfo(), f.serverInfo(), f.wire());
  }

  /** Notes who the client says it is. */
  public synchronized void clientIs(Peer peer) {
    Facts f = facts;
    if (peer != null && !isShared()) {
      facts = new Facts(f.id(), f.protocolVersion(), peer.shared(), f.serverInfo(), f.wire());
    }
  }

  /** Notes what the answer to {@code initialize} settled. */
  public synchronized void negotiated(String protocolVersion, Peer server) {
    Facts f = facts;
    String version = isShared() ? null : protocolVersion;
    Peer sharedServer = server == null ? null : server.shared();
    facts = new Facts(f.id(), version, f.clientInfo(), sharedServer, f.wire());
    if (shared != null) {
      shared.negotiated(null, server);
    }
  }

  private boolean isShared() {
    return stateless && shared == null;
  }

  void opened(Operation operation) {
    lastTrafficNanos = operation.startNanos();
    Object id = operation.requestId();
    if (id != null && !stateless) {
      madeFor(operation.kind()).put(id, operation);
    }
  }

  void ended(Outcome outcome, long now) {
    lastTrafficNanos = now;
    OPERATIONS.incrementAndGet(this);
    if (outcome.errorType() != null) {
      ERRORS.incrementAndGet(this);
    }
  }

  /** Its request is not open, or no more. */
  void forget(Operation operation) {
    Object id = operation.requestId();
    if (id != null && !stateless) {
      openBy(operation.kind()).remove(id, operation);
    }
  }

  /** Whether it has begun and not ended, as far as this side knows. */
  public boolean isOpen() {
    return !stateless && !closed;
  }

  /** Whether nothing was sent or received for that long, and nothing waits for an answer. */
  public boolean isIdle(long nanos) {
    return received.isEmpty() && sent.isEmpty() && System.nanoTime() - lastTrafficNanos >= nanos;
  }

  /** Whether a request with this id, as it is kept, was sent and has no answer yet. */
  public boolean awaits(Object requestId) {
    return requestId != null && sent.get(requestId) != null;
  }

  /** The request with this id that was sent and has no answer yet, or null. */
  public Operation sentAndOpen(Object requestId) {
    return sent.get(requestId);
  }

  /** Notes why it is about to be closed; false where there is a reason already, which counts. */
  public synchronized boolean closesFor(String reason) {
    if (closing != null) {
      return false;
    }
    closing = reason;
    return true;
  }

  /** Why it is about to be closed, or null where nobody said. */
  public String closing() {
    return closing;
  }

  /**
   * Marks the request that {@code notifications/cancelled} names.
   *
   * @param byPeer whether the notification was received, and so names a request received before
   */
  public void cancelled(Object requestId, boolean byPeer) {
    if (requestId != null) {
      Operation operation = (byPeer ? received : sent).get(requestId);
      if (operation != null) {
        operation.answer().markCancelled();
      }
    }
  }

  /** A progress notification with this token, as it is kept, is sent to the client. */
  public void progresses(Object keptToken) {
    if (keptToken != null) {
      for (Operation operation : received.values()) {
        if (operation.isTrackedBy(keptToken)) {
          operation.showsLife();
        }
      }
    }
  }

  /** Whether its client was asked something and has not answered; a ping asks nothing. */
  public boolean awaitsClient() {
    return !client
        && sent.values().stream().anyMatch(operation -> !Methods.PING.equals(operation.method()));
  }

  /** Notes that the server has such a tool or prompt. */
  void remember(Target target) {
    if (target.isNamed()) {
      Set<String> known = knownTargets;
      while (!known.contains(target.name())
          && known.size() < MOST_KNOWN_TARGETS
          && !KNOWN_TARGETS.compareAndSet(this, known, with(known, target.name()))) {
        known = knownTargets;
      }
    }
  }

  private static Set<String> with(Set<String> names, String name) {
    return Stream.concat(names.stream(), Stream.of(name)).collect(Collectors.toUnmodifiableSet());
  }

  boolean remembers(Target target) {
    return target.isNamed() && knownTargets.contains(target.name());
  }

  /** Notes that the server has shown this tool or prompt in a list, by its name as it came. */
  public void wasShown(Target target) {
    Set<Target> shown = shownTargets == null ? firstShown() : shownTargets;
    if (target.name().length() <= Bounds.NAME && shown.size() < MOST_KNOWN_TARGETS) {
      shown.add(target);
    }
  }

  private synchronized Set<Target> firstShown() {
    if (shownTargets == null) {
      shownTargets = ConcurrentHashMap.newKeySet();
    }
    return shownTargets;
  }

  /** Whether the server has shown this tool or prompt in a list, by its name as it came. */
  public boolean hasSeen(Target target) {
    Set<Target> shown = shownTargets;
    return shown != null && target.isNamed() && shown.contains(target);
  }

  /** The requests that this side has received and not yet answered. */
  public Collection<Operation> receivedAndOpen() {
    return received.values();
  }

  /** All requests, in either direction, that have no answer yet. */
  public List<Operation> open() {
    List<Operation> open = new ArrayList<>(received.values());
    open.addAll(sent.values());
    return open;
  }

  /**
   * Ends the session, once. When this returns, that is emitted: the JVM may end next.
   *
   * @param reason why, where nobody has said so before; or null where nobody knows
   */
  public void close(Telemetry telemetry, String reason) {
    synchronized (this) {
      if (!stateless && !closed) {
        closed = true;
        long nanos = startNanos == UNSEEN ? -1 : System.nanoTime() - startNanos;
        String first = closing == null ? reason : closing;
        End end = new End(first, nanos, operations, errors);
        telemetry.sessionClosed(this, end);
        telemetry.onEvent(SessionEvent.closed(this, end));
      }
    }
  }

  private OpenOperations madeFor(Operation.Kind kind) {
    if (openBy(kind) == NONE_YET) {
      (kind == Operation.Kind.SERVER ? RECEIVED : SENT)
          .compareAndSet(this, NONE_YET, new OpenOperations(2, OpenOperations.Keys.EQUAL));
    }
    return openBy(kind);
  }

  private OpenOperations openBy(Operation.Kind kind) {
    return kind == Operation.Kind.SERVER ? received : sent;
  }
}
