// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** One that does not answer, or not well, holds up nobody else and is not tried for ever. */
class DestinationTest {

  private final BlockingQueue<Alert> dealtWith = new LinkedBlockingQueue<>();
  private final Deliveries deliveries = new Deliveries();

  @Test
  void oneThatNeverAnswersDelaysNoOther() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    try (Destination silent =
            destination(
                alert -> {
                  awaitOn(stuck);
                  return Receiver.Answer.failed("late");
                });
        Destination quick = destination(alert -> Receiver.Answer.delivered("fine"))) {
      silent.offer(alert("one"));
      quick.offer(alert("two"));
      assertEquals("two", next().service());
      stuck.countDown();
      assertEquals("one", next().service());
    }
  }

  @Test
  void whatIsRefusedIsNotSentAgainAndWhatFailsForNowIsTriedTenTimes() throws Exception {
    try (Destination to =
        destination(
            alert ->
                alert.service().equals("refused")
                    ? Receiver.Answer.failed("400")
                    : Receiver.Answer.again("503", null))) {
      to.offer(alert("refused"));
      assertEquals("refused", next().service());
      assertEquals(1, deliveries.all().size());

      to.offer(alert("tried"));
      assertEquals("tried", next().service());
      assertEquals(11, deliveries.all().size());
      Map<String, Object> last = deliveries.all().get(0).written();
      assertEquals("failed", last.get("status"));
      assertEquals("503", last.get("answer"));
      assertEquals("test", last.get("action"));
    }
  }

  @Test
  void thereIsNoMoreToSendThanTheLatestNewsOfEachAlert() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    BlockingQueue<Alert> sent = new LinkedBlockingQueue<>();
    try (Destination to =
        destination(
            alert -> {
              sent.add(alert);
              awaitOn(stuck);
              return Receiver.Answer.delivered("fine");
            })) {
      to.offer(alert("first"));
      sent.take();
      Alert firing = alert("second");
      to.offer(firing);
      to.offer(firing.resolved(Instant.now(), "well again"));
      stuck.countDown();
      assertEquals("first", next().service());
      assertEquals(Alert.State.RESOLVED, next().state());
      assertEquals(1, sent.size());
    }
  }

  @Test
  void aBugInAReceiverEndsNoThread() throws Exception {
    try (Destination to =
        destination(
            alert -> {
              if (alert.service().equals("bad")) {
                throw new IllegalStateException("a test's bug");
              }
              return Receiver.Answer.delivered("fine");
            })) {
      to.offer(alert("bad"));
      to.offer(alert("good"));
      next();
      assertEquals("good", next().service());
    }
  }

  private Destination destination(Function<Alert, Receiver.Answer> answer) {
    Receiver receiver =
        new Receiver() {
          @Override
          public String kind() {
            return "stub";
          }

          @Override
          public Duration repeat(Duration usual) {
            return usual;
          }

          @Override
          public boolean hearsOfTheEnd() {
            return true;
          }

          @Override
          public Answer send(Alert alert, Instant now) {
            return answer.apply(alert);
          }
        };
    Destination destination =
        new Destination("test", receiver, deliveries, Clock.systemUTC(), Duration.ofMillis(1));
    destination.start((by, alert) -> dealtWith.add(alert));
    return destination;
  }

  private Alert next() throws InterruptedException {
    Alert alert = dealtWith.poll(20, TimeUnit.SECONDS);
    assertTrue(alert != null, "Nothing was dealt with");
    return alert;
  }

  private static void awaitOn(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As the first rule makes it. */
  private static Alert alert(String service) {
    return new Alert(
        "mcp_error_rate_spike",
        Kind.ERROR_RATE,
        Severity.WARNING,
        Alert.State.FIRING,
        Instant.parse("2026-03-01T12:00:00Z"),
        null,
        0.12,
        "12%",
        "5%",
        "5m",
        "12 of 100 requests in the last 5 minutes failed",
        Map.of("service", service, "instance", service + "-1"),
        "The weather",
        List.of(new Alert.Tool("<!channel>", 100, 12, 12.5)),
        false);
  }
}
