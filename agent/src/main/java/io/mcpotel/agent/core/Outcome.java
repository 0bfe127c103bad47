// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/**
 * How an operation ended.
 *
 * @param errorType a class of error, or null for an operation that did not fail
 * @param statusCode the JSON-RPC error code of the response, or null
 * @param message the JSON-RPC error's message as it may be exported, or null
 * @param exception what was thrown, or null
 */
public record Outcome(String errorType, Integer statusCode, String message, Throwable exception) {

  public static final Outcome OK = new Outcome(null, null, null, null);

  public static final String TOOL_ERROR = "tool_error";
  public static final String TIMEOUT = "timeout";
  public static final String CANCELLED = "cancelled";

  /** The session was closed before the answer could be sent. */
  public static final String SESSION_CLOSED = "session_closed";

  /** The transport died before the answer could be sent, or come. */
  public static final String TRANSPORT_BROKEN = "transport_broken";

  /** The connection that the answer was to go through was gone before it. */
  public static final String CLIENT_DISCONNECTED = "client_disconnected";

  /** The handler ended without a result, so that nothing was sent. */
  public static final String NO_RESPONSE = "no_response";

  /** The JVM ended. */
  public static final String SHUTDOWN = "shutdown";

  /** The outcome of an operation that has this answer, which stands for that exception or none. */
  static Outcome of(Operation.Kind kind, Answer answer, Throwable failure) {
    if (answer.toolError()) {
      return failed(TOOL_ERROR);
    }
    if (answer.code() == null) {
      return OK;
    }
    boolean served = kind == Operation.Kind.SERVER;
    boolean error = !served || !answer.isCallersFault();
    return new Outcome(
        error ? answer.code().toString() : null,
        answer.code(),
        answer.message(),
        error ? failure : null);
  }

  public Outcome withoutException() {
    return exception == null ? this : new Outcome(errorType, statusCode, message, null);
  }

  /** Whether the JSON-RPC error code blames the one who asked. */
  public boolean isCallersFault() {
    return Answer.isCallersFault(statusCode);
  }

  static Outcome failed(String errorType) {
    return new Outcome(errorType, null, null, null);
  }

  static Outcome thrown(Throwable failure) {
    return new Outcome(errorType(failure), null, null, failure);
  }

  /** The class of error that an exception stands for. */
  public static String errorType(Throwable failure) {
    if (failure instanceof java.util.concurrent.TimeoutException) {
      return TIMEOUT;
    }
    return failure instanceof java.util.concurrent.CancellationException
        ? CANCELLED
        : failure.getClass().getName();
  }
}
