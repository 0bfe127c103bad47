// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * One request or notification, from the moment it is sent or received to the moment its answer is
 * received or sent, or until it is known that there will be none.
 */
public final class Operation {

  /** Which side of the message this is. */
  public enum Kind {
    /** It was sent from here. */
    CLIENT,
    /** It was received here. */
    SERVER
  }

  // What has happened to it, once: bits of one word, since there is an object for each call.
  private static final int ENDED = 1;
  private static final int SENT = 1 << 1;
  private static final int FUNCTION_CALLED = 1 << 2;
  private static final int RESPONSE_SIZE_TOLD = 1 << 3;
  private static final int STUCK = 1 << 4;
  private static final int FUNCTION_FOUND = 1 << 5;
  private static final int REQUEST_SIZE_TOLD = 1 << 6;
  private static final int TARGET_LISTED = 1 << 7;
  private static final int ARGUMENTS_MALFORMED = 1 << 8;
  private static final int ABANDONED = 1 << 9;

  private static final AtomicIntegerFieldUpdater<Operation> MARKS =
      AtomicIntegerFieldUpdater.newUpdater(Operation.class, "marks");

  private final Application application;
  private final Telemetry telemetry;
  private final Session session;
  private final Kind kind;
  private final String method;
  private final Target target;
  private final boolean notification;
  private final Set<Capture.Part> parts;
  private final Map<String, String> arguments;
  private final long startNanos = System.nanoTime();
  private final long startEpochNanos = Epoch.now();

  // The SDK's own objects, which it keeps for that time too: let go at the end.
  private volatile Object message;
  private volatile Object sender;

  private volatile int marks;
  private volatile Object requestId;
  private volatile String shownRequestId;
  private volatile Object context;
  private volatile Answer answer;
  private volatile Throwable failure;
  private volatile boolean cancelled;
  private volatile boolean noResult;
  private volatile long handlerFoundNanos;
  private volatile Object stream;
  private volatile String result;
  private volatile long handlerWaitNanos = -1;
  private volatile HandlerInvocation running;
  private volatile Object progressToken;
  private volatile long requestSize = -1;
  private volatile long responseSize = -1;
  private volatile long resultTokens = -1;

  private Operation(Application application, OperationStart start) {
    this.application = application;
    this.telemetry = application.telemetry();
    this.session = start.session();
    this.kind = start.kind();
    this.method = shown(start.method());
    this.parts = application.settings().capture().partsOf(start.method(), start.target());
    this.target = start.target().shown(application.privacy());
    this.arguments = start.arguments();
    this.notification = start.notification();
    this.requestId = RequestId.kept(start.requestId(), application.privacy());
    this.message = start.message();
    this.sender = start.sender();
  }

  private String shown(String itsMethod) {
    return Methods.isSpecified(itsMethod) ? itsMethod : application.privacy().name(itsMethod);
  }

  static Operation open(
      Application application, OperationStart start, Object carried, Map<?, ?> meta) {
    Operation operation = new Operation(application, start);
    if (operation.kind == Kind.SERVER) {
      operation.progressToken = progressToken(meta, application);
    } else if (!operation.session.isClient()) {
      signOfLife(Current.operation());
    }
    operation.context = operation.telemetry.opened(operation, carried, meta);
    operation.register();
    return operation;
  }

  private static Object progressToken(Map<?, ?> meta, Application application) {
    return meta == null ? null : RequestId.kept(meta.get("progressToken"), application.privacy());
  }

  /** Something is sent to the client in the course of this: whoever works for it is at work. */
  private static void signOfLife(Operation around) {
    if (around != null && around.isServed()) {
      around.showsLife();
    }
  }

  void showsLife() {
    application.watch().progressed(this);
  }

  /** Whether a progress notification with this token is about it. */
  boolean isTrackedBy(Object keptToken) {
    return keptToken.equals(progressToken);
  }

  /** Who finds it there may end it at once, which takes it out of the one place or the other. */
  private void register() {
    Object key = key();
    boolean whole = false;
    try {
      application.opened(key, this);
      session.opened(this);
      whole = true;
    } finally {
      if (!whole || hasEnded()) {
        forget(key);
      }
    }
  }

  private void forget(Object key) {
    application.forget(key, this);
    session.forget(this);
  }

  /** What it is found by among all that are open. */
  private Object key() {
    Object its = message;
    return its == null ? this : its;
  }

  public Application application() {
    return application;
  }

  /** What it is told to, from its beginning to its end. */
  public Telemetry telemetry() {
    return telemetry;
  }

  public Session session() {
    return session;
  }

  public Kind kind() {
    return kind;
  }

  /** Its method as it may be exported. */
  public String method() {
    return method;
  }

  /** Whether its method is this one, as the SDK has it. */
  public boolean isOf(String sdkMethod) {
    return method.equals(sdkMethod) || method.equals(shown(sdkMethod));
  }

  /** What it is about, by a name that may be exported. */
  public Target target() {
    return target;
  }

  /** Whether text of this kind may be exported of it. */
  public boolean lets(Capture.Part part) {
    return parts.contains(part);
  }

  /** Its method, with the tool or prompt that it is about. */
  public String label() {
    return target.isNamed() ? method + " " + target.name() : method;
  }

  public boolean isNotification() {
    return notification;
  }

  /** Whether it was received here, and is to be answered. */
  public boolean isReceivedRequest() {
    return kind == Kind.SERVER && !notification;
  }

  /** Whether a server has received it, and is to answer it. */
  public boolean isServed() {
    return isReceivedRequest() && !session.isClient();
  }

  /** The JSON-RPC id as it is {@linkplain RequestId#kept kept}, or null. */
  public Object requestId() {
    return requestId;
  }

  /** The JSON-RPC id as it may be exported, or null. */
  public String shownRequestId() {
    String shown = shownRequestId;
    if (shown == null) {
      shown = RequestId.shown(requestId, application.privacy());
      shownRequestId = shown;
    }
    return shown;
  }

  public Object context() {
    return BufferedTelemetry.latest(context);
  }

  /** When it began, by {@link System#nanoTime}. */
  public long startNanos() {
    return startNanos;
  }

  /**
   * The time of day at a {@link System#nanoTime}, in nanoseconds since 1970, by the clocks at its
   * beginning: whatever tells a time of it tells the same.
   */
  public long epochNanosAt(long nanoTime) {
    return startEpochNanos + (nanoTime - startNanos);
  }

  public boolean hasEnded() {
    return isMarked(ENDED);
  }

  /** What its start has as the sender, or null when it has ended. */
  public Object sender() {
    return sender;
  }

  /** The message is made; true for the first one only. */
  public boolean markSent() {
    return mark(SENT);
  }

  /** The handler is about to be called; true for the first call only. */
  public boolean markFunctionCalled() {
    application.seesFunctions();
    return mark(FUNCTION_CALLED);
  }

  public boolean hasAnswer() {
    return answer != null;
  }

  /** An outgoing request got its id. */
  public void identified(Object id) {
    if (requestId == null && id != null) {
      requestId = RequestId.kept(id, application.privacy());
      application.inTransit().expect(id.hashCode(), this);
      register();
      telemetry.identified(this);
    }
  }

  /** The response stream that the answer will go through. */
  public void answersThrough(Object responseStream) {
    stream = responseStream;
  }

  /** Whether the answer was to go through this stream and has not been given to it. */
  public boolean waitsFor(Object responseStream) {
    return stream == responseStream && answer == null;
  }

  /** The response that is about to be sent, or was received. */
  public void answered(Answer response) {
    String words = response.message();
    answer = words == null ? response : response.saying(application.privacy().error(this, words));
    if (response.code() == null && kind == Kind.CLIENT) {
      session.remember(target);
    }
  }

  /** The exception that the response stands for. */
  public void failedWith(Throwable exception) {
    failure = exception;
  }

  /** The handler ended without a result. */
  void hasNoResult() {
    noResult = true;
  }

  /** Whether nothing was sent because there was nothing to send. */
  boolean isUnanswered() {
    return noResult && answer == null;
  }

  void markCancelled() {
    cancelled = true;
  }

  /** What may be exported of the arguments, by attribute name. */
  public Map<String, String> arguments() {
    return arguments;
  }

  /** What may be exported of the tool's result, or null. */
  public String result() {
    return result;
  }

  /** Notes what may be exported of the tool's result. */
  public void resulted(String exported) {
    result = exported;
  }

  /** How long the handler waited for a thread, or -1 where nobody knows. */
  public long handlerWaitNanos() {
    return handlerWaitNanos;
  }

  void functionWaited(long nanos) {
    handlerWaitNanos = nanos;
  }

  /** The bytes of the request's or notification's JSON, or -1 where they were not seen. */
  public long requestSize() {
    return requestSize;
  }

  public void requestHasSize(long bytes) {
    requestSize = bytes;
    if (isMarked(ENDED)) {
      emitRequestSize();
    }
  }

  /** A notification may be written, and so have a size, before or after the operation's end. */
  private void emitRequestSize() {
    if (requestSize >= 0 && mark(REQUEST_SIZE_TOLD)) {
      telemetry.onBytes(this, kind == Kind.SERVER, requestSize);
    }
  }

  /** The bytes of the response's JSON, or -1 where they were not seen. */
  public long responseSize() {
    return responseSize;
  }

  public void responseHasSize(long bytes) {
    if (isMarked(ABANDONED)) {
      return; // It was made, and goes nowhere.
    }
    responseSize = bytes;
    if (isMarked(ENDED)) {
      emitResponseSize();
    }
  }

  /** A response may be written, and so have a size, before or after the operation's end. */
  private void emitResponseSize() {
    if (responseSize >= 0 && mark(RESPONSE_SIZE_TOLD)) {
      telemetry.onBytes(this, kind == Kind.CLIENT, responseSize);
    }
  }

  /** About how many tokens the tool's result is for a model, or -1 where nobody has estimated. */
  public long resultTokens() {
    return resultTokens;
  }

  public void resultHasTokens(long estimate) {
    resultTokens = estimate;
  }

  /** The handler that runs for it, or null when none does. */
  void runs(HandlerInvocation call) {
    running = call;
  }

  /** The invocation of the handler that has not ended, or null. */
  public HandlerInvocation running() {
    return running;
  }

  /** This thread works for the running function, if there is one, until the result is closed. */
  HandlerInvocation.ThreadVisit visitHandler() {
    HandlerInvocation call = running;
    return call == null ? null : call.enterAlreadyCurrent();
  }

  /** It has waited for its answer for too long; true for the first time only. */
  boolean markStuck() {
    return mark(STUCK);
  }

  /** The SDK found the handler: it knows the tool, prompt or resource by that name. */
  public boolean markFunctionFound() {
    if (isHandlerFound()) {
      return false;
    }
    // Whoever sees that it is found sees since when.
    handlerFoundNanos = System.nanoTime();
    return mark(FUNCTION_FOUND);
  }

  /** How long ago the SDK found the function, or -1 where that was not seen. */
  long nanosSinceFunctionFound() {
    return isHandlerFound() ? System.nanoTime() - handlerFoundNanos : -1;
  }

  /** Whether this side knows the method: not if it is a name that only the peer uses. */
  public boolean isMethodKnown() {
    if (Methods.isSpecified(method)) {
      return true;
    }
    if (kind == Kind.CLIENT) {
      return answer == null || !Answer.UNKNOWN_METHOD.code().equals(answer.code());
    }
    return !notification && answer != null && !Answer.UNKNOWN_METHOD.code().equals(answer.code());
  }

  /** Whether the SDK has found the handler, and so knows the name that was asked for. */
  public boolean isHandlerFound() {
    return isMarked(FUNCTION_FOUND);
  }

  /** Whether the handler was called at all. */
  public boolean isFunctionCalled() {
    return isMarked(FUNCTION_CALLED);
  }

  /** The tool or prompt is registered here, or was in a list that the server has sent. */
  public void targetIsListed() {
    mark(TARGET_LISTED);
  }

  /** Its arguments are of no shape that any tool could take. */
  public void argumentsAreMalformed() {
    mark(ARGUMENTS_MALFORMED);
  }

  /** Whether its arguments are of no shape that any tool could take. */
  public boolean hasMalformedArguments() {
    return isMarked(ARGUMENTS_MALFORMED);
  }

  /** Whether there is such a tool or prompt: a result proves it, its function or a list does. */
  public boolean isTargetKnown() {
    if (isMarked(TARGET_LISTED)) {
      return true;
    }
    Answer response = answer;
    if (kind == Kind.CLIENT) {
      return response == null || !response.isCallersFault() || session.remembers(target);
    }
    return isHandlerFound() || response != null && response.code() == null;
  }

  /** Whether it asked for a tool that there is not, in the words of the answer. */
  public boolean isToolUnknown() {
    Answer response = answer;
    return response != null && response.unknownTool();
  }

  /** The message was handled and its answer, if it has one, handed to the transport. */
  public void completed() {
    end(cancelled ? Outcome.failed(Outcome.CANCELLED) : Outcome.of(this, answer, failure));
  }

  /** It ended in an exception that was not turned into an answer, or not into one that was sent. */
  public void failed(Throwable exception) {
    if (kind == Kind.CLIENT && answer != null && answer.code() != null) {
      end(new Outcome(answer.code().toString(), answer.code(), answer.message(), exception));
    } else {
      end(cancelled ? Outcome.failed(Outcome.CANCELLED) : Outcome.thrown(exception));
    }
  }

  /** Nobody waits for it any more. */
  public void cancelled() {
    end(Outcome.failed(Outcome.CANCELLED));
  }

  /** It will never have an answer, for a reason that is an error type of {@link Outcome}. */
  public void abandoned(String errorType) {
    if (!hasEnded()) {
      mark(ABANDONED);
    }
    end(Outcome.failed(cancelled ? Outcome.CANCELLED : errorType));
  }

  private void end(Outcome outcome) {
    if (!mark(ENDED)) {
      return;
    }
    long now = System.nanoTime();
    forget(key());
    message = null;
    sender = null;
    application.ended(this, outcome, now);
    session.ended(outcome, now);
    telemetry.closed(this, outcome, now - startNanos);
    emitRequestSize();
    emitResponseSize();
    // It may be waited for yet, to be put on record or to be written.
    message = null;
    sender = null;
    stream = null;
    failure = null;
  }

  private boolean isMarked(int mark) {
    return (marks & mark) != 0;
  }

  /** Notes that something happened; true for the first time only. */
  private boolean mark(int mark) {
    for (int all = marks; (all & mark) == 0; all = marks) {
      if (MARKS.compareAndSet(this, all, all | mark)) {
        return true;
      }
    }
    return false;
  }
}
