// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import io.mcpotel.agent.core.event.Event;
import java.util.Map;

/**
 * What is emitted of operations and sessions. A {@code context} is opaque here: it is what the
 * telemetry needs to make an operation the current one and to name it to the peer.
 */
public interface Telemetry {

  /**
   * An operation begins.
   *
   * @param carried the context that the reactive stream carries, or null
   * @param meta the {@code _meta} of a received message, or null
   * @return the operation's context
   */
  Object opened(Operation operation, Object carried, Map<?, ?> meta);

  /** The id of an outgoing request became known. */
  void identified(Operation operation);

  /** An operation ended. */
  void closed(Operation operation, Outcome outcome, long nanos);

  /** The handler is called; the result is the call's context. */
  Object called(HandlerInvocation call);

  /**
   * The handler is done.
   *
   * @param errorType what {@link Outcome} calls its failure, or null where it has not failed
   * @param failure what it threw, or null
   */
  void returned(HandlerInvocation call, String errorType, Throwable failure);

  /** A session ended. */
  void sessionClosed(Session session, Session.End end);

  /** The size of one of the operation's messages became known. */
  void onBytes(Operation operation, boolean received, long bytes);

  /** Whether somebody measures more of an operation than how long it took. */
  boolean measuresDetails();

  /** What goes on in this application is to be told from now on. */
  void onAttached(Application application);

  /** From now on another one gets what goes on in this application. */
  void onDetached(Application application);

  /** Something happened that is an entry of the record, and may be counted. */
  void onEvent(Event event);

  /** A secret was taken out of what is exported, by the rule of this name. */
  void redacted(String rule);

  /** The context that is current on this thread, whoever made it so. */
  Object current();

  /** Whether this very context is the thread's current one. */
  boolean isCurrent(Object context);

  /** Makes a context the thread's current one; the result undoes it. */
  AutoCloseable activate(Object context);

  /** The fields that carry a context to the peer in {@code _meta}. */
  Map<String, String> propagated(Object context);

  /** The trace id of a context, or null where it has no span. */
  String traceId(Object context);

  /** The span id of a context, or null where it has no span. */
  String spanId(Object context);

  /** Sends what is buffered soon, without waiting for it. */
  void flushSoon();
}
