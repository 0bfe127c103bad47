// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * One receiver of an action, with a thread of its own: one that does not answer delays no other. Of
 * each alert the latest news waits, so that there is never more to send than there are alerts.
 */
public final class Destination implements AutoCloseable {

  private static final int MOST_ATTEMPTS = 10;
  private static final int MOST_WAITING = 1_000;
  private static final int LONGEST = 60;

  private final String action;
  private final Receiver receiver;
  private final Deliveries deliveries;
  private final Clock clock;
  private final Duration firstPause;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private final Thread thread;
  private BiConsumer<Destination, Alert> whenDealtWith = (destination, alert) -> {};

  private record Waiting(Alert alert, int attempts) {}

  /**
   * Makes one.
   *
   * @param firstPause after a failure; it doubles with each of them, up to sixty times as much
   */
  public Destination(
      String action, Receiver receiver, Deliveries deliveries, Clock clock, Duration firstPause) {
    this.action = action;
    this.receiver = receiver;
    this.deliveries = deliveries;
    this.clock = clock;
    this.firstPause = firstPause;
    thread = new Thread(this::run, "hub-alert-" + id());
    thread.setDaemon(true);
  }

  void start(BiConsumer<Destination, Alert> dealtWith) {
    whenDealtWith = dealtWith;
    thread.start();
  }

  /** The same whenever the hub is started with the same configuration. */
  String id() {
    return action + "/" + receiver.kind();
  }

  Receiver receiver() {
    return receiver;
  }

  /** What waits of the same alert is out of date; where that is the same, it goes on waiting. */
  synchronized void offer(Alert alert) {
    Waiting before = waiting.get(alert.key());
    boolean isSame = before != null && before.alert().state() == alert.state();
    if (before != null || waiting.size() < MOST_WAITING) {
      waiting.put(alert.key(), new Waiting(alert, isSame ? before.attempts() : 0));
      notifyAll();
    }
  }

  /** What waits of this alert is not sent; what is being sent is. */
  synchronized void withdraw(Alert alert) {
    waiting.remove(alert.key());
  }

  /** At once, by the thread of who asks, and without a second attempt. */
  Delivery sendNow(Alert alert) throws InterruptedException {
    Instant start = clock.instant();
    long began = System.nanoTime();
    Receiver.Answer answer = receiver.send(alert, start);
    long millis = (System.nanoTime() - began) / 1_000_000;
    Delivery delivery = new Delivery(start, alert.rule(), action, receiver.kind(), answer, millis);
    deliveries.add(delivery);
    return delivery;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      long pause = 0;
      while (true) {
        Waiting next = next();
        Receiver.Answer answer = attempt(next.alert());
        if (isDealtWith(next, answer)) {
          pause = 0;
        } else {
          pause = pause == 0 ? 1 : Math.min(LONGEST, 2 * pause);
          Duration asked = answer.retryAfter() == null ? Duration.ZERO : answer.retryAfter();
          long longest = firstPause.toMillis() * LONGEST;
          Thread.sleep(
              Math.max(firstPause.toMillis() * pause, Math.min(asked.toMillis(), longest)));
        }
      }
    } catch (InterruptedException e) {
      // The hub ends; what waits is offered again by the next one.
    }
  }

  private synchronized Waiting next() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    return waiting.values().iterator().next();
  }

  private Receiver.Answer attempt(Alert alert) throws InterruptedException {
    try {
      return sendNow(alert).answer();
    } catch (RuntimeException e) {
      System.err.println("[mcp-otel-hub] " + id() + " failed: " + e);
      return Receiver.Answer.failed("the hub failed at this");
    }
  }

  private boolean isDealtWith(Waiting tried, Receiver.Answer answer) {
    String key = tried.alert().key();
    boolean isOld = isOutOfDate(tried);
    boolean isDone = !answer.isWorthRetrying() || !isOld && tried.attempts() + 1 >= MOST_ATTEMPTS;
    if (isDone) {
      // Before it is removed, so that nobody finds it neither waiting nor dealt with.
      whenDealtWith.accept(this, tried.alert());
    }
    synchronized (this) {
      if (!isOutOfDate(tried)) {
        Waiting latest = waiting.remove(key);
        if (!isDone) {
          // Behind the others.
          waiting.put(key, new Waiting(latest.alert(), tried.attempts() + 1));
        }
      }
    }
    return isDone;
  }

  /** Whether there is other news of it meanwhile, or it was withdrawn. */
  private synchronized boolean isOutOfDate(Waiting tried) {
    Waiting latest = waiting.get(tried.alert().key());
    return latest == null || latest.alert().state() != tried.alert().state();
  }
}
