// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

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
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ConcurrentHashMap<Object, Operation> received = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Object, Operation> sent = new ConcurrentHashMap<>();

  private final Set<String> knownTargets = ConcurrentHashMap.newKeySet();

  private volatile Facts facts;

  /** What is known of a session by now; replaced as a whole, so that views may keep it. */
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

  public boolean isClient() {
    return client;
  }

  public Facts facts() {
    return facts;
  }

  /** Notes the id that a client's transport learnt. */
  public synchronized void identified(String id) {
    Facts f = facts;
    if (id != null && !id.equals(f.id())) {
      facts = new Facts(id, f.protocolVersion(), f.clientInfo(), f.serverInfo(), f.wire());
    }
  }

  /** Notes who the client says it is. */
  public synchronized void clientIs(Peer peer) {
    Facts f = facts;
    if (peer != null && !isShared()) {
      facts = new Facts(f.id(), f.protocolVersion(), peer, f.serverInfo(), f.wire());
    }
  }

  /** Notes what the answer to {@code initialize} settled. */
  public synchronized void negotiated(String protocolVersion, Peer server) {
    Facts f = facts;
    String version = isShared() ? null : protocolVersion;
    facts = new Facts(f.id(), version, f.clientInfo(), server, f.wire());
    if (shared != null) {
      shared.negotiated(null, server);
    }
  }

  private boolean isShared() {
    return stateless && shared == null;
  }

  void opened(Operation operation) {
    Object id = operation.requestId();
    if (id != null && !stateless) {
      openBy(operation.kind()).put(id, operation);
    }
  }

  void ended(Operation operation) {
    Object id = operation.requestId();
    if (id != null && !stateless) {
      openBy(operation.kind()).remove(id, operation);
    }
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
        operation.markCancelled();
      }
    }
  }

  /** Notes that the server has such a tool or prompt. */
  void remember(Target target) {
    if (target.name() != null && knownTargets.size() < MOST_KNOWN_TARGETS) {
      knownTargets.add(target.name());
    }
  }

  boolean remembers(Target target) {
    return target.name() != null && knownTargets.contains(target.name());
  }

  /** The requests that this side has received and not yet answered. */
  public Collection<Operation> receivedAndOpen() {
    return received.values();
  }

  /** Ends the session, once; its duration is told where its start was seen. */
  public void close(Telemetry telemetry, String errorType) {
    if (!stateless && closed.compareAndSet(false, true) && startNanos != UNSEEN) {
      telemetry.sessionClosed(this, System.nanoTime() - startNanos, errorType);
    }
  }

  private ConcurrentHashMap<Object, Operation> openBy(Operation.Kind kind) {
    return kind == Operation.Kind.SERVER ? received : sent;
  }
}
