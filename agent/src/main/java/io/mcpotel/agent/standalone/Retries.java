// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Sends an export again after a pause where that may help. OpenTelemetry's senders can do so by
 * themselves, but nobody can tell them that the JVM ends: here a pause is over then, what waited is
 * sent a last time, and there is no other pause.
 *
 * @param <R> a sender's response
 */
public final class Retries<R> {

  private static final CountDownLatch ENDING = new CountDownLatch(1);

  private static final double LEAST_JITTER = 0.8;
  private static final double MOST_JITTER = 1.2;

  /** One try, which calls one of the two when it is over. */
  interface Attempt<R> {
    void send(Consumer<R> onResponse, Consumer<Throwable> onError);
  }

  private final RetryPolicy policy;
  private final Duration timeout;
  private final Predicate<R> isWorthIt;
  private final CountDownLatch ending;

  /**
   * Makes one for a sender.
   *
   * @param policy how often and when, or null where nothing is sent again
   * @param timeout no pause goes beyond it
   * @param isWorthIt whether to send again after a response
   */
  Retries(RetryPolicy policy, Duration timeout, Predicate<R> isWorthIt) {
    this(policy, timeout, isWorthIt, ENDING);
  }

  Retries(RetryPolicy policy, Duration timeout, Predicate<R> isWorthIt, CountDownLatch ending) {
    this.policy = policy;
    this.timeout = timeout;
    this.isWorthIt = isWorthIt;
    this.ending = ending;
  }

  /** The JVM ends: no export waits any more. */
  public static void end() {
    ENDING.countDown();
  }

  void send(Attempt<R> attempt, Consumer<R> onResponse, Consumer<Throwable> onError) {
    if (policy == null) {
      attempt.send(onResponse, onError);
    } else {
      new Export(attempt, onResponse, onError).send();
    }
  }

  private final class Export {
    private final Attempt<R> attempt;
    private final Consumer<R> onResponse;
    private final Consumer<Throwable> onError;
    private final long start = System.nanoTime();
    private double pauseNanos = policy.getInitialBackoff().toNanos();
    private int attempts;

    Export(Attempt<R> attempt, Consumer<R> onResponse, Consumer<Throwable> onError) {
      this.attempt = attempt;
      this.onResponse = onResponse;
      this.onError = onError;
    }

    void send() {
      attempts++;
      attempt.send(
          response -> {
            if (!isWorthIt.test(response) || !sendAgain()) {
              onResponse.accept(response);
            }
          },
          error -> {
            if (!isWorthIt(error) || !sendAgain()) {
              onError.accept(error);
            }
          });
    }

    /** On the sender's thread, whose request is over. */
    private boolean sendAgain() {
      if (attempts >= policy.getMaxAttempts() || !pause()) {
        return false;
      }
      try {
        send();
      } catch (RuntimeException e) {
        onError.accept(e);
      }
      return true;
    }

    private boolean pause() {
      long nanos =
          (long) (pauseNanos * ThreadLocalRandom.current().nextDouble(LEAST_JITTER, MOST_JITTER));
      Duration until = Duration.ofNanos(System.nanoTime() - start + nanos);
      if (ending.getCount() == 0 || until.compareTo(timeout) > 0) {
        return false;
      }
      pauseNanos =
          Math.min(
              pauseNanos * policy.getBackoffMultiplier(),
              (double) policy.getMaxBackoff().toNanos());
      try {
        ending.await(nanos, TimeUnit.NANOSECONDS);
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  /** Those of the network, as OpenTelemetry's senders have it. */
  private static boolean isWorthIt(Throwable error) {
    return error instanceof SocketException
        || error instanceof SocketTimeoutException
        || error instanceof UnknownHostException;
  }
}
