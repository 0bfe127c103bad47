// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import io.mcpotel.agent.core.event.MessageEvent;
import io.mcpotel.agent.core.event.StuckEvent;
import io.mcpotel.agent.core.settings.Capture;
import io.mcpotel.agent.core.settings.Settings;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * All operations and sessions of one class loader with an MCP SDK. The agent keeps no strong
 * reference to it: it goes with the application.
 */
public final class Application {

  private final Settings settings;
  private final LogContext logContext;
  private final WeakIdentityMap<Session> sessions = new WeakIdentityMap<>();
  private final OpenOperations open = new OpenOperations(6, OpenOperations.Keys.IDENTICAL);

  private final CallTotals totals = new CallTotals();
  private final OutboundMessages<Operation> outboundMessages;
  private final OutboundMessages<AtomicReference<MessageEvent>> received;

  private volatile ToIntFunction<Object> streams = sdkSession -> 0;
  private volatile Telemetry telemetry;
  private volatile long lastSuccessNanos;
  private volatile boolean hasSucceeded;
  private volatile boolean seesHandlers;
  private volatile Privacy privacy = Privacy.STRICT;
  private volatile Supplier<Registered> registered = () -> null;
  private volatile Supplier<String> catalogHash = () -> null;
  private volatile ServerWatch watch = ServerWatch.NONE;
  private volatile boolean serves;

  public Application(Settings settings, LogContext logContext) {
    this.settings = settings;
    this.logContext = logContext;
    this.outboundMessages = new OutboundMessages<>(settings.showsDetails());
    this.received = new OutboundMessages<>(settings.capture().has(Capture.Part.MESSAGES));
  }

  public Settings settings() {
    return settings;
  }

  /** What its operations are emitted to from now on. */
  public Telemetry telemetry() {
    return telemetry;
  }

  /** Emits the operations that begin from now on to another one. */
  public void switchTo(Telemetry newTelemetry) {
    if (telemetry != null) {
      telemetry.onDetached(this);
    }
    telemetry = newTelemetry;
    newTelemetry.onAttached(this);
  }

  /** Before its first call: what of its words may be exported. */
  public void setPrivacy(Privacy itsPrivacy) {
    privacy = itsPrivacy;
  }

  public Privacy privacy() {
    return privacy;
  }

  /** Before its first call: what tells how much its servers have on offer. */
  public void setRegistered(Supplier<Registered> itsRegistered) {
    registered = itsRegistered;
  }

  /** How much its servers have on offer now, or null where it has none that is known. */
  public Registered registered() {
    return registered.get();
  }

  /** Before its first call: what tells one catalogue of its servers' tools from another. */
  public void hashesCatalogBy(Supplier<String> itsHash) {
    catalogHash = itsHash;
  }

  /** What tells the tools that its servers have now from others, or null where that is unknown. */
  public String catalogHash() {
    return catalogHash.get();
  }

  /** Before its first call: who hears how its servers fare. */
  public void watchedBy(ServerWatch serverWatch) {
    watch = serverWatch;
  }

  public ServerWatch watch() {
    return watch;
  }

  /** It has a server. */
  public void hasServer() {
    if (!serves) {
      serves = true;
      watch.serves(this);
    }
  }

  /** Whether it has had a server: else it has clients only. */
  public boolean serves() {
    return serves;
  }

  LogContext logContext() {
    return logContext;
  }

  /** The sessions, by the SDK's objects for them. */
  public WeakIdentityMap<Session> sessions() {
    return sessions;
  }

  /**
   * Begins an operation, or returns null where the message has begun one already: some releases of
   * the SDK hand a message from one hooked method to another.
   */
  public Operation open(OperationStart start, Object carried, Map<?, ?> meta) {
    if (start.message() != null && openFor(start.message()) != null) {
      return null;
    }
    return Operation.open(this, start, carried, meta);
  }

  void opened(Object key, Operation operation) {
    if (!serves && operation.isServed()) {
      hasServer();
    }
    open.put(key, operation);
  }

  /** It is not open, or no more. */
  void forget(Object key, Operation operation) {
    open.remove(key, operation);
  }

  /** The operation that this very message object began and that has not ended, or null. */
  public Operation openFor(Object message) {
    return open.get(message);
  }

  /** How many operations have ended so far. */
  public CallTotals totals() {
    return totals;
  }

  void ended(Operation operation, Outcome outcome, long now) {
    totals.add(operation, outcome, now);
    if (operation.isReceivedRequest()
        && outcome.errorType() == null
        && outcome.statusCode() == null) {
      lastSuccessNanos = now;
      hasSucceeded = true;
    }
    if (operation.isServed()) {
      watch.ended(operation, outcome, now - operation.startNanos());
    }
  }

  /** How long ago it last answered a request without an error, or -1 where it never did. */
  public long nanosSinceSuccess() {
    return hasSucceeded ? System.nanoTime() - lastSuccessNanos : -1;
  }

  /** Whether its functions are seen: the hooks might not fit its release of the SDK. */
  public boolean hasSeenHandlers() {
    return seesHandlers;
  }

  void seesHandlers() {
    seesHandlers = true;
  }

  /** The operations that have not ended. */
  public Collection<Operation> open() {
    return open.values();
  }

  /** Tells of the requests that have waited for their answer for longer than this, once each. */
  public void emitStuck(long nanos) {
    long now = System.nanoTime();
    for (Operation operation : open.values()) {
      if (operation.isReceivedRequest()
          && now - operation.startNanos() >= nanos
          && operation.markStuck()) {
        operation.telemetry().onEvent(new StuckEvent(operation, now - operation.startNanos()));
      }
    }
  }

  /** Who can look into the SDK's session objects. */
  public void setStreamCounter(ToIntFunction<Object> streamCounter) {
    streams = streamCounter;
  }

  /** How many streams to its client a session has open: of responses, and the listening one. */
  public int openStreams(Object sdkSession) {
    return streams.applyAsInt(sdkSession);
  }

  /** Where the operations of messages on their way are found. */
  public OutboundMessages<Operation> outboundMessages() {
    return outboundMessages;
  }

  /** A message was read: whoever handles it tells its entry, mostly this thread. */
  public AtomicReference<MessageEvent> received(Object message, MessageEvent event) {
    if (event == null) {
      return null;
    }
    AtomicReference<MessageEvent> entry = new AtomicReference<>(event);
    received.expect(System.identityHashCode(message), entry);
    return entry;
  }

  /** The entry of this very message, if nobody has told it yet, or null. */
  public MessageEvent takeReceived(Object message) {
    MessageEvent here = InboundText.here().takeUntoldOf(message);
    if (here != null) {
      return here;
    }
    AtomicReference<MessageEvent> elsewhere = received.take(System.identityHashCode(message));
    return elsewhere == null ? null : elsewhere.getAndSet(null);
  }

  /** The request with this id that was sent and has no answer yet, or null. */
  public Operation sentAndOpen(Object requestId) {
    if (requestId == null) {
      return null;
    }
    for (Session session : sessions.values()) {
      Operation operation = session.sentAndOpen(requestId);
      if (operation != null) {
        return operation;
      }
    }
    return null;
  }

  /** How many operations have not ended. */
  public int openOperations() {
    return open.values().size();
  }

  /** The JVM ends: so does all that is open, each by itself, as the telemetry may be others'. */
  public void shutdown() {
    for (Operation operation : open.values()) {
      HandlerInvocation running = operation.handler().running();
      if (running != null) {
        Guard.run("ending the call of a function", () -> running.abandoned(Outcome.SHUTDOWN));
      }
      Guard.run("ending an operation", () -> operation.abandoned(Outcome.SHUTDOWN));
    }
    for (Session session : sessions.values()) {
      Guard.run("closing a session", () -> session.close(telemetry, Outcome.SHUTDOWN));
    }
  }
}
