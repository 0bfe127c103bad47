// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RetriesTest {

  private static final Duration SHORT = Duration.ofMillis(1);
  private static final Duration FOR_EVER = Duration.ofDays(1);
  private static final Exception REFUSED = new ConnectException("refused");

  private final CountDownLatch ending = new CountDownLatch(1);
  private final List<Object> told = new ArrayList<>();
  private int attempts;

  @Test
  void whatFailsOnTheWayIsSentAgain() {
    retries(pausing(SHORT)).send(failing(REFUSED, 2), told::add, told::add);

    assertEquals(3, attempts);
    assertEquals(List.of(200), told);
  }

  @Test
  void whatIsAnsweredLaterIsSentAgain() {
    retries(pausing(SHORT))
        .send(
            (onResponse, onError) -> onResponse.accept(++attempts < 3 ? 503 : 200),
            told::add,
            told::add);

    assertEquals(3, attempts);
    assertEquals(List.of(200), told);
  }

  @Test
  void anExportIsGivenUpAfterAsManyAttemptsAsThePolicyHas() {
    retries(pausing(SHORT)).send(failing(REFUSED, 100), told::add, told::add);

    assertEquals(5, attempts);
    assertEquals(List.of(REFUSED), told);
  }

  @Test
  void noPauseGoesBeyondTheTimeoutOfTheExport() {
    new Retries<Integer>(pausing(FOR_EVER), Duration.ofSeconds(10), status -> true, ending)
        .send(failing(REFUSED, 100), told::add, told::add);

    assertEquals(1, attempts);
    assertEquals(List.of(REFUSED), told);
  }

  @Test
  void whatOthersThrowIsNotTriedAgain() {
    Exception bug = new IllegalStateException();
    retries(pausing(SHORT)).send(failing(bug, 100), told::add, told::add);

    assertEquals(1, attempts);
    assertEquals(List.of(bug), told);
  }

  @Test
  void withoutPolicyNothingIsSentAgain() {
    retries(null).send(failing(REFUSED, 100), told::add, told::add);

    assertEquals(1, attempts);
    assertEquals(List.of(REFUSED), told);
  }

  @Test
  @Timeout(60)
  void pauseIsOverWhenTheJvmEndsAndWhatWaitedIsSentALastTime() {
    CountDownLatch endingInTheFirstPause =
        new CountDownLatch(1) {
          @Override
          public boolean await(long timeout, TimeUnit unit) throws InterruptedException {
            countDown();
            return super.await(timeout, unit);
          }
        };
    new Retries<Integer>(
            pausing(FOR_EVER), FOR_EVER.multipliedBy(10), status -> true, endingInTheFirstPause)
        .send(failing(REFUSED, 100), told::add, told::add);

    assertEquals(2, attempts);
    assertEquals(List.of(REFUSED), told);
  }

  @Test
  @Timeout(60)
  void nothingIsSentAgainOnceTheJvmEnds() {
    ending.countDown();
    retries(pausing(FOR_EVER)).send(failing(REFUSED, 100), told::add, told::add);

    assertEquals(1, attempts);
    assertEquals(List.of(REFUSED), told);
  }

  @Test
  void senderThatThrowsInALaterAttemptLeavesNobodyWaiting() {
    RuntimeException bug = new IllegalStateException();
    retries(pausing(SHORT))
        .send(
            (onResponse, onError) -> {
              if (++attempts > 1) {
                throw bug;
              }
              onError.accept(REFUSED);
            },
            told::add,
            told::add);

    assertEquals(List.of(bug), told);
    assertFalse(Thread.currentThread().isInterrupted());
  }

  private Retries<Integer> retries(RetryPolicy policy) {
    return new Retries<>(policy, FOR_EVER.multipliedBy(10), status -> status == 503, ending);
  }

  private static RetryPolicy pausing(Duration pause) {
    return RetryPolicy.builder()
        .setMaxAttempts(5)
        .setInitialBackoff(pause)
        .setMaxBackoff(pause)
        .setBackoffMultiplier(1.5)
        .build();
  }

  private Retries.Attempt<Integer> failing(Exception error, int times) {
    return (Consumer<Integer> onResponse, Consumer<Throwable> onError) -> {
      if (++attempts <= times) {
        onError.accept(error);
      } else {
        onResponse.accept(200);
      }
    };
  }
}
