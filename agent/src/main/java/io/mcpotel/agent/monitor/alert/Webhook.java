// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.http.HttpReply;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * One address that alerts go to. Of each rule the latest alert waits for it, and no other: however
 * long it is dead, there is no more to be sent than there are rules.
 */
final class Webhook {

  /** There is nothing to do. */
  static final long NEVER = Long.MAX_VALUE;

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final long FIRST_PAUSE = Duration.ofSeconds(5).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofMinutes(5).toNanos();
  private static final int MOST_SHOWN = 200;

  /** Sends a request. */
  interface Sender {
    HttpReply send(byte[] body, Duration timeout) throws IOException;
  }

  private final String shown;
  private final Format format;
  private final Sender sender;
  private final LongSupplier nanos;
  private final LongSupplier millis;
  private final Map<String, Alert> waiting = new LinkedHashMap<>();

  private long pause;
  private long notBefore;
  private boolean toldFailure;
  private int toldRefusal;

  /**
   * Makes one.
   *
   * @param shown where it is, as it may be printed
   * @param nanos a clock that only goes forth
   * @param millis the time of day
   */
  Webhook(String shown, Format format, Sender sender, LongSupplier nanos, LongSupplier millis) {
    this.shown = shown;
    this.format = format;
    this.sender = sender;
    this.nanos = nanos;
    this.millis = millis;
  }

  /** What waits of the same rule is out of date. */
  void add(Alert alert) {
    synchronized (waiting) {
      waiting.put(alert.rule(), alert);
    }
  }

  /** Sends what can be sent now; by one thread. In so many nanoseconds there is more to do. */
  long deliver() {
    while (true) {
      Alert alert = next();
      if (alert == null) {
        return NEVER;
      }
      long left = notBefore - nanos.getAsLong();
      if (pause > 0 && left > 0) {
        return left;
      }
      if (isDealtWith(alert)) {
        done(alert);
      }
    }
  }

  /** What waits is worth one last try, whatever has become of the others. */
  void hurry() {
    pause = 0;
  }

  private Alert next() {
    synchronized (waiting) {
      return waiting.isEmpty() ? null : waiting.values().iterator().next();
    }
  }

  private void done(Alert alert) {
    synchronized (waiting) {
      waiting.remove(alert.rule(), alert);
    }
  }

  private boolean isDealtWith(Alert alert) {
    HttpReply reply;
    try {
      reply = sender.send(format.body(alert, millis.getAsLong()).getBytes(UTF_8), TIMEOUT);
    } catch (IOException e) {
      failed(AgentLog.words(e), null);
      return false;
    }
    if (reply.isWorthRetrying()) {
      failed(words(reply), reply.retryAfter());
      return false;
    }
    pause = 0;
    if (reply.isSuccess()) {
      works();
    } else {
      refused(reply);
    }
    return true;
  }

  private void failed(String why, Duration retryAfter) {
    pause = pause == 0 ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, 2 * pause);
    long asked = retryAfter == null ? 0 : retryAfter.toNanos();
    notBefore = nanos.getAsLong() + Math.max(pause, asked);
    if (!toldFailure) {
      toldFailure = true;
      AgentLog.line(
          "cannot tell " + shown + " of alerts, which is tried again until it works: " + why);
    }
  }

  private void works() {
    if (toldFailure || toldRefusal != 0) {
      toldFailure = false;
      toldRefusal = 0;
      AgentLog.line(shown + " is told of alerts again.");
    }
  }

  /** It would say the same of the same alert. */
  private void refused(HttpReply reply) {
    if (toldRefusal != reply.status()) {
      toldRefusal = reply.status();
      AgentLog.line(shown + " does not take an alert, which it will not hear of: " + words(reply));
    }
  }

  private static String words(HttpReply reply) {
    String first = reply.body().lines().findFirst().orElse("").trim();
    return "it answered "
        + reply.status()
        + (reply.status() / 100 == 3 ? " (redirects are not followed)" : "")
        + (first.isEmpty() ? "" : ": " + Text.cut(AgentLog.words(first), MOST_SHOWN));
  }
}
