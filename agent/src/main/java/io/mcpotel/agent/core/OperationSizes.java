// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/**
 * How large the messages of an operation are. A message may be written, and so have a size, before
 * or after the operation's end.
 */
public final class OperationSizes extends Marks {

  private static final int REQUEST_EMITTED = 1;
  private static final int RESPONSE_EMITTED = 1 << 1;

  private final Operation operation;
  private volatile long request = -1;
  private volatile long response = -1;
  private volatile long resultTokens = -1;

  OperationSizes(Operation operation) {
    this.operation = operation;
  }

  /** The bytes of the request's or notification's JSON, or -1 where they were not seen. */
  public long request() {
    return request;
  }

  public void setRequest(long bytes) {
    request = bytes;
    if (operation.hasEnded()) {
      emitRequest();
    }
  }

  /** The bytes of the response's JSON, or -1 where they were not seen. */
  public long response() {
    return response;
  }

  public void setResponse(long bytes) {
    if (operation.isAbandoned()) {
      return; // It was made, and goes nowhere.
    }
    response = bytes;
    if (operation.hasEnded()) {
      emitResponse();
    }
  }

  /** About how many tokens the tool's result is for a model, or -1 where nobody has estimated. */
  public long resultTokens() {
    return resultTokens;
  }

  public void setResultTokens(long estimate) {
    resultTokens = estimate;
  }

  /** The operation has ended: what has a size by now is measured now, the rest when it has one. */
  void emit() {
    emitRequest();
    emitResponse();
  }

  private void emitRequest() {
    if (request >= 0 && mark(REQUEST_EMITTED)) {
      boolean received = operation.kind() == Operation.Kind.SERVER;
      operation.telemetry().onBytes(operation, received, request);
    }
  }

  private void emitResponse() {
    if (response >= 0 && mark(RESPONSE_EMITTED)) {
      boolean received = operation.kind() == Operation.Kind.CLIENT;
      operation.telemetry().onBytes(operation, received, response);
    }
  }
}
