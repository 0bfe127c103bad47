// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import io.mcpotel.agent.core.settings.Capture;
import java.util.Map;
import java.util.Set;

/**
 * One request or notification, from the moment it is sent or received to the moment its answer is
 * received or sent, or until it is known that there will be none.
 */
public final class Operation extends Marks {

  /** Which side of the message this is. */
  public enum Kind {
    /** It was sent from here. */
    CLIENT,
    /** It was received here. */
    SERVER
  }

  private static final int ENDED = 1;
  private static final int SENT = 1 << 1;
  private static final int STUCK = 1 << 2;
  private static final int TARGET_LISTED = 1 << 3;
  private static final int ARGUMENTS_MALFORMED = 1 << 4;
  private static final int ABANDONED = 1 << 5;

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
  private final OperationAnswer answer = new OperationAnswer();
  private final OperationHandler handler = new OperationHandler();
  private final OperationSizes sizes = new OperationSizes(this);

  // The SDK's own objects, which it keeps for that time too: let go at the end.
  private volatile Object message;
  private volatile Object sender;

  private volatile Object requestId;
  private volatile String shownRequestId;
  private volatile Object context;
  private volatile Object progressToken;

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

  /** What it is emitted to, from its beginning to its end. */
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

  /** An outgoing request got its id. */
  public void identified(Object id) {
    if (requestId == null && id != null) {
      requestId = RequestId.kept(id, application.privacy());
      application.outboundMessages().expect(id.hashCode(), this);
      register();
      telemetry.identified(this);
    }
  }

  /** The response that is about to be sent, or was received. */
  public void answered(Answer response) {
    String words = response.message();
    answer.give(
        words == null ? response : response.saying(application.privacy().error(this, words)));
    if (response.code() == null && kind == Kind.CLIENT) {
      session.remember(target);
    }
  }

  /** What may be exported of the arguments, by attribute name. */
  public Map<String, String> arguments() {
    return arguments;
  }

  /** What is known of its answer. */
  public OperationAnswer answer() {
    return answer;
  }

  /** What is known of its handler. */
  public OperationHandler handler() {
    return handler;
  }

  /** The handler is about to be called; true for the first call only. */
  public boolean markHandlerCalled() {
    application.seesHandlers();
    return handler.markCalled();
  }

  /** Whether more is to be measured of it than how long it took. */
  public boolean measuresDetails() {
    return application.settings().measuring().all() && telemetry.measuresDetails();
  }

  /** How large its messages are. */
  public OperationSizes sizes() {
    return sizes;
  }

  /** It has waited for its answer for too long; true for the first time only. */
  boolean markStuck() {
    return mark(STUCK);
  }

  /** Whether this side knows the method: not if it is a name that only the peer uses. */
  public boolean isMethodKnown() {
    if (Methods.isSpecified(method)) {
      return true;
    }
    boolean asked = kind == Kind.CLIENT || !notification && answer.isGiven();
    return asked && !answer.isUnknownMethod();
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
    return kind == Kind.CLIENT
        ? !answer.isCallersFault() || session.remembers(target)
        : handler.isFound() || answer.isResult();
  }

  /** The message was handled and its answer, if it has one, handed to the transport. */
  public void completed() {
    end(answer.outcome(kind));
  }

  /** It ended in an exception that was not turned into an answer, or not into one that was sent. */
  public void failed(Throwable exception) {
    end(answer.outcome(kind, exception));
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
    end(answer.outcome(errorType));
  }

  /** Whether what might be made as its answer goes nowhere. */
  boolean isAbandoned() {
    return isMarked(ABANDONED);
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
    sizes.emit();
    // It may be waited for yet, to be put on record or to be written.
    message = null;
    sender = null;
    answer.releaseObjects();
  }
}
