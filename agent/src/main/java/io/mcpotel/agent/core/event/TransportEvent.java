// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.event;

import io.mcpotel.agent.core.Epoch;
import io.mcpotel.agent.core.Session;

/** A transport has come to its end while its session was in use; the SDK tells nobody of it. */
public final class TransportEvent implements Event {

  /** A message could not be put into the queue of those to be sent. */
  public static final String ENQUEUE_FAILED = "enqueue_failed";

  /** A message could not be turned into text, or not be written. */
  public static final String WRITE_FAILED = "write_failed";

  /** A message could not be handled, and no other will be. */
  public static final String HANDLING_FAILED = "handling_failed";

  /** What the peer sends has ended, and this side had not asked for it. */
  public static final String STREAM_ENDED = "stream_ended";

  private final Session session;
  private final Session.Facts facts;
  private final String reason;
  private final Failure failure;
  private final long epochNanos = Epoch.now();

  /**
   * What was thrown.
   *
   * @param type its class
   * @param message what it says, as it may be exported, or null
   */
  public record Failure(String type, String message) {}

  /**
   * The end of a session's transport.
   *
   * @param reason one of the constants above, or of those of {@link MessageEvent}
   * @param failure what was thrown, or null
   */
  public TransportEvent(Session session, String reason, Failure failure) {
    this.session = session;
    this.facts = session.facts();
    this.reason = reason;
    this.failure = failure;
  }

  public Session session() {
    return session;
  }

  public String reason() {
    return reason;
  }

  @Override
  public String name() {
    return "mcp.transport";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public long epochNanos() {
    return epochNanos;
  }

  @Override
  public String body() {
    return "transport broken: " + reason;
  }

  @Override
  public void describe(Fields fields) {
    EventFields.session(session, facts, fields);
    fields.put("mcp.transport.failure", reason);
    if (failure != null) {
      fields.put("exception.type", failure.type());
      fields.put("exception.message", failure.message());
    }
  }
}
