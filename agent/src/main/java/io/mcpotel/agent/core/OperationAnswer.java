// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/** What is known of the answer to a request, and of why there is none. */
public final class OperationAnswer {

  private volatile Answer answer;
  private volatile Throwable exception;
  private volatile Object stream;
  private volatile String result;
  private volatile boolean cancelled;
  private volatile boolean noResult;

  OperationAnswer() {}

  /** Whether there is one. */
  public boolean isGiven() {
    return answer != null;
  }

  void give(Answer response) {
    answer = response;
  }

  /** Whether there is one, and it is a result. */
  boolean isResult() {
    Answer its = answer;
    return its != null && its.code() == null;
  }

  /** Whether it says that there is no such method. */
  boolean isUnknownMethod() {
    Answer its = answer;
    return its != null && Answer.UNKNOWN_METHOD.code().equals(its.code());
  }

  /** Whether it says that there is no such tool. */
  public boolean isUnknownTool() {
    Answer its = answer;
    return its != null && its.unknownTool();
  }

  /** Whether it blames the one who asked. */
  boolean isCallersFault() {
    Answer its = answer;
    return its != null && its.isCallersFault();
  }

  /** The exception that it stands for. */
  public void setException(Throwable thrown) {
    exception = thrown;
  }

  /** The response stream that it will go through. */
  public void setStream(Object responseStream) {
    stream = responseStream;
  }

  /** Whether it was to go through this stream and has not been given to it. */
  public boolean isDueOn(Object responseStream) {
    return stream == responseStream && answer == null;
  }

  /** What may be exported of the tool's result, or null. */
  public String result() {
    return result;
  }

  public void setResult(String exported) {
    result = exported;
  }

  /** Nobody wants it any more. */
  void markCancelled() {
    cancelled = true;
  }

  /** The handler ended without a result, and so there will be none. */
  void markNoResult() {
    noResult = true;
  }

  /** How an operation ended that was handled to its end. */
  Outcome outcome(Operation.Kind kind) {
    if (cancelled) {
      return Outcome.failed(Outcome.CANCELLED);
    }
    Answer its = answer;
    if (its == null) {
      // Not seeing an answer proves nothing: the hook for it may not fit this release of the SDK.
      return noResult ? Outcome.failed(Outcome.NO_RESPONSE) : Outcome.OK;
    }
    return Outcome.of(kind, its, exception);
  }

  /** How an operation ended that was ended by an exception. */
  Outcome outcome(Operation.Kind kind, Throwable thrown) {
    Answer its = answer;
    if (kind == Operation.Kind.CLIENT && its != null && its.code() != null) {
      return new Outcome(its.code().toString(), its.code(), its.message(), thrown);
    }
    return cancelled ? Outcome.failed(Outcome.CANCELLED) : Outcome.thrown(thrown);
  }

  /** How an operation ended that will have no answer, for a reason of {@link Outcome}'s. */
  Outcome outcome(String errorType) {
    return Outcome.failed(cancelled ? Outcome.CANCELLED : errorType);
  }

  /** The operation has ended, but may be waited for, to be put on record or to be written. */
  void releaseObjects() {
    stream = null;
    exception = null;
  }
}
