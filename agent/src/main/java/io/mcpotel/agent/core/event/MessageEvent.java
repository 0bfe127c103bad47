// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.event;

import io.mcpotel.agent.core.Epoch;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Session;
import java.util.function.Supplier;

/**
 * One JSON-RPC message as it went over the wire, or one that was rejected.
 *
 * @param message what it says of itself
 * @param role {@link Session#CLIENT} or {@link Session#SERVER}, whichever this side is, or null
 * @param session its session, or null
 * @param facts what was known of the session then, or null
 * @param operation what it belongs to, or null
 * @param rejection why it was rejected, or null
 */
public record MessageEvent(
    Message message,
    String role,
    Session session,
    Session.Facts facts,
    Operation operation,
    Rejection rejection)
    implements Event {

  /** Its text is no JSON-RPC message. */
  public static final String UNPARSABLE = "unparsable";

  /** Its text is longer than the SDK takes. */
  public static final String TOO_LARGE = "too_large";

  /** It answers a request that nobody waits for. */
  public static final String UNKNOWN_ID = "unknown_id";

  /** It names no session, or one that the server does not have. */
  public static final String NO_SESSION = "no_session";

  /** A header of its HTTP request is missing or wrong. */
  public static final String WRONG_HEADER = "wrong_header";

  /** It comes from a place that the server does not serve. */
  public static final String ORIGIN = "origin";

  /** The server is shutting down. */
  public static final String SHUTTING_DOWN = "shutting_down";

  /** The server does not take this HTTP method. */
  public static final String HTTP_METHOD = "http_method";

  /** The transport refused it for a reason that it did not give. */
  public static final String REFUSED = "refused";

  /**
   * What is known of a message by itself.
   *
   * @param kind whether it was sent or received
   * @param method its method as it may be exported, or null for a response and for what could not
   *     be read
   * @param id its JSON-RPC id as it may be exported, or null
   * @param size the bytes of its text, or -1
   * @param content its text as it may be exported, which who writes the record asks for; or null
   * @param epochNanos when it was read or written
   */
  private record Message(
      Operation.Kind kind,
      String method,
      String id,
      long size,
      Supplier<String> content,
      long epochNanos) {}

  /**
   * Why a message was rejected.
   *
   * @param reason one of the constants above
   * @param httpStatus what the HTTP request was answered with, or null
   * @param why the words of the answer as they may be exported, or null
   */
  public record Rejection(String reason, Integer httpStatus, String why) {}

  /** A message that was received, of which nothing is known yet but what it says. */
  public static MessageEvent received(
      String method, String id, long size, Supplier<String> content) {
    return of(Operation.Kind.SERVER, method, id, size, content);
  }

  /** A message that was sent by an operation, or for one. */
  public static MessageEvent sent(
      String method, String id, long size, Supplier<String> content, Operation operation) {
    MessageEvent event = of(Operation.Kind.CLIENT, method, id, size, content);
    return operation == null ? event : event.of(operation);
  }

  private static MessageEvent of(
      Operation.Kind kind, String method, String id, long size, Supplier<String> content) {
    Message message = new Message(kind, method, id, size, content, Epoch.now());
    return new MessageEvent(message, null, null, null, null, null);
  }

  /** The same, in a session. */
  public MessageEvent in(Session its) {
    return new MessageEvent(message, its.role(), its, its.facts(), operation, rejection);
  }

  /** The same, belonging to an operation. */
  public MessageEvent of(Operation its) {
    Session where = its.session();
    return new MessageEvent(message, where.role(), where, where.facts(), its, rejection);
  }

  /** The same, on this side, unless that is known already. */
  public MessageEvent by(String side) {
    return role == null
        ? new MessageEvent(message, side, session, facts, operation, rejection)
        : this;
  }

  /** The same, rejected. */
  public MessageEvent rejected(String side, Rejection its) {
    return new MessageEvent(message, role == null ? side : role, session, facts, operation, its);
  }

  /** Why this server turned it away, or null where it did not. */
  public String rejectedByServer() {
    return rejection != null && Session.SERVER.equals(role) ? rejection.reason() : null;
  }

  @Override
  public long epochNanos() {
    return message.epochNanos;
  }

  @Override
  public String name() {
    return "mcp.message";
  }

  @Override
  public Severity severity() {
    return rejection == null ? Severity.INFO : Severity.WARN;
  }

  @Override
  public String body() {
    String method = message.method;
    String what = method == null ? message.id == null ? "message" : "response" : method;
    String how = message.kind == Operation.Kind.SERVER ? " received" : " sent";
    return rejection == null ? what + how : what + " rejected: " + rejection.reason();
  }

  @Override
  public void describe(Fields fields) {
    EventFields.direction(message.kind, fields);
    if (session == null) {
      fields.put("mcp.role", role);
    } else {
      EventFields.session(session, facts, fields);
    }
    fields.put("mcp.method.name", message.method);
    fields.put("jsonrpc.request.id", message.id);
    EventFields.size("mcp.message.size", message.size, fields);
    if (message.content != null) {
      fields.put("mcp.message.content", message.content.get());
    }
    if (rejection != null) {
      fields.put("mcp.message.rejected", rejection.reason());
      if (rejection.httpStatus() != null) {
        fields.put("http.response.status_code", rejection.httpStatus().longValue());
      }
      fields.put("error.message", rejection.why());
    }
  }
}
