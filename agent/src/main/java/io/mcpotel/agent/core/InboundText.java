// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import io.mcpotel.agent.core.event.MessageEvent;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a thread has read off the wire last. The SDK reads a text in one place and handles the
 * message in another, mostly on the same thread. No object of the application is kept.
 *
 * <p>What is noted here is about that text and ends with the next: a thread that has many HTTP
 * requests under way reads, and answers or hands on, one of them before it reads another.
 */
public final class InboundText {

  /** One for each thread, never removed: it belongs to the agent, which stays. */
  private static final ThreadLocal<InboundText> OF_THREAD =
      ThreadLocal.withInitial(InboundText::new);

  private int message;
  private String method;
  private Object id;
  private long size = -1;
  private AtomicReference<MessageEvent> untold;
  private boolean handled;
  private String trouble;
  private Refusal refusal;

  /**
   * What an HTTP request is told that is refused.
   *
   * @param reason what that says, as one of {@link MessageEvent}
   * @param words the words as they may be exported, or null
   */
  public record Refusal(String reason, String words) {}

  /** How many HTTP requests that began on this thread have no answer; another may bring it. */
  private final AtomicInteger requests = new AtomicInteger();

  private InboundText() {}

  public static InboundText here() {
    return OF_THREAD.get();
  }

  /**
   * A text was read.
   *
   * @param object the message that was made of it
   * @param itsMethod its method, or null for a response
   * @param itsId its JSON-RPC id as it is {@linkplain RequestId#kept kept}, or null
   * @param bytes the size of the text
   * @param record its entry of the record, to be told with what is learnt next, or null; another
   *     thread that handles the message may take it
   */
  public void read(
      Object object,
      String itsMethod,
      Object itsId,
      long bytes,
      AtomicReference<MessageEvent> record) {
    message = System.identityHashCode(object);
    method = itsMethod;
    id = itsId;
    size = bytes;
    begins();
    untold = record;
  }

  private void begins() {
    handled = false;
    trouble = null;
    refusal = null;
  }

  /**
   * A text could not be read, for a reason that is one of {@link MessageEvent}.
   *
   * @param record its entry of the record, to be told with what is learnt next, or null
   */
  public void failed(String reason, MessageEvent record) {
    begins();
    trouble = reason;
    untold = new AtomicReference<>(record);
  }

  /** Why the last text could not be read, or null where it could. */
  public String trouble() {
    return trouble;
  }

  /** The size of this very message's text, or -1. */
  public long sizeOf(Object object) {
    return System.identityHashCode(object) == message ? size : -1;
  }

  /** The size of the response with this id, as it is kept, if that was read last, or -1. */
  public long sizeOfResponse(Object itsId) {
    return method == null && itsId != null && itsId.equals(id) ? size : -1;
  }

  /** The id of an {@code initialize}, if that was read last, or null. */
  public Object idOfInitialize() {
    return Methods.INITIALIZE.equals(method) ? id : null;
  }

  /** The size of an {@code initialize}, if that was read last, or -1. */
  public long sizeOfInitialize() {
    return Methods.INITIALIZE.equals(method) ? size : -1;
  }

  /** The entry of what was read last, once. */
  public MessageEvent takeUntold() {
    AtomicReference<MessageEvent> taken = untold;
    untold = null;
    return taken == null ? null : taken.getAndSet(null);
  }

  /** The same, if this very message was read last. */
  public MessageEvent takeUntoldOf(Object object) {
    return System.identityHashCode(object) == message ? takeUntold() : null;
  }

  /** The same, if an {@code initialize} was read last. */
  public MessageEvent takeUntoldInitialize() {
    return Methods.INITIALIZE.equals(method) ? takeUntold() : null;
  }

  /** An HTTP request begins to be handled, which has nothing to do with what was read before. */
  public void requestBegins() {
    forget();
    begins();
    requests.incrementAndGet();
  }

  /** An HTTP request that began on this thread has its answer, or will have none. */
  public void requestEnds() {
    requests.decrementAndGet();
  }

  /** Whether the answer to an HTTP request that began on this thread is still to come. */
  public boolean isInRequest() {
    return requests.get() > 0;
  }

  /** What was read last has its answer; its size may still be asked for. */
  public void isAnswered() {
    begins();
  }

  /** What was read last is done with. */
  public void forget() {
    message = 0;
    method = null;
    id = null;
    size = -1;
  }

  /** An entry for what was read last and nobody has handled. */
  public MessageEvent unhandled(Privacy privacy) {
    String shown = method == null ? null : privacy.name(method);
    return MessageEvent.received(shown, RequestId.shown(id, privacy), size, null);
  }

  /** A session took a message. */
  public void isHandled() {
    handled = true;
  }

  /** Whether a session took it. */
  public boolean wasHandled() {
    return handled;
  }

  /** An error was made, which is what the HTTP request will be told. */
  public void refused(Refusal why) {
    refusal = why;
  }

  /** What the HTTP request was told, or null. */
  public Refusal refusal() {
    return refusal;
  }
}
