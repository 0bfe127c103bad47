// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.http.HttpReply;
import io.mcpotel.agent.record.Stderr;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportScheduleTest {

  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final ReportSchedule pace = new ReportSchedule(INTERVAL, "https://hub", true);

  private static HttpReply reply(int status, Duration retryAfter) {
    return new HttpReply(status, retryAfter, "the token is hush");
  }

  @Test
  void aHubThatTakesReportsGetsThemAtTheInterval() {
    try (Stderr stderr = new Stderr()) {
      assertEquals(INTERVAL, pace.after(reply(200, null)));
      assertEquals(INTERVAL, pace.after(reply(202, Duration.ofSeconds(99))));
      assertEquals(List.of(), stderr.lines());
    }
  }

  @Test
  void aHubThatTakesNoneIsAskedMoreAndMoreSeldomAndThatIsToldOnce() {
    try (Stderr stderr = new Stderr()) {
      List<Long> pauses =
          IntStream.range(0, 30)
              .mapToObj(i -> pace.after(new ConnectException("Connection refused")).toSeconds())
              .toList();

      assertEquals(List.of(30L, 60L, 120L, 240L, 300L, 300L), pauses.subList(0, 6));
      assertEquals(300, pauses.get(29));
      assertEquals(1, stderr.lines().size(), stderr.lines()::toString);
      assertTrue(stderr.lines().get(0).contains("do not reach https://hub"));
    }
  }

  @Test
  void whenItWorksAgainThatIsToldOnce() {
    try (Stderr stderr = new Stderr()) {
      pace.after(reply(503, null));
      pace.after(reply(503, null));
      assertEquals(INTERVAL, pace.after(reply(200, null)));
      pace.after(reply(200, null));
      // Soon after it is no news.
      assertEquals(Duration.ofSeconds(30), pace.after(reply(503, null)));
      pace.after(reply(200, null));

      assertEquals(2, stderr.lines().size(), stderr.lines()::toString);
      assertTrue(stderr.lines().get(0).contains("answered a report with 503"));
      assertTrue(stderr.lines().get(1).contains("reports reach https://hub again"));
    }
  }

  @Test
  void aHubThatAsksForAPauseGetsItWithinBounds() {
    try (Stderr stderr = new Stderr()) {
      assertFalse(pace.isToLeaveAlone());
      assertEquals(Duration.ofSeconds(90), pace.after(reply(429, Duration.ofSeconds(90))));
      assertTrue(pace.isToLeaveAlone());
      assertEquals(INTERVAL, pace.after(reply(429, Duration.ofSeconds(1))));
      assertEquals(Duration.ofHours(1), pace.after(reply(503, Duration.ofDays(1))));
      assertEquals(2, stderr.lines().size(), stderr.lines()::toString);
      assertTrue(stderr.lines().get(0).contains("90 s"), stderr.lines()::toString);
    }
  }

  @Test
  void aPauseThatIsOverBindsNobody() {
    try (Stderr stderr = new Stderr()) {
      pace.after(reply(429, Duration.ZERO));
      assertFalse(pace.isToLeaveAlone());
      assertEquals(1, stderr.lines().size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, does not accept report.token",
    "403, does not accept report.token",
    "302, redirects are not followed",
    "308, redirects are not followed",
    "404, is report.endpoint right"
  })
  void whatIsToBeDoneIsSaid(int status, String words) {
    try (Stderr stderr = new Stderr()) {
      assertEquals(Duration.ofSeconds(30), pace.after(reply(status, null)));
      assertTrue(stderr.lines().get(0).contains(status + " ("), stderr.lines()::toString);
      assertTrue(stderr.lines().get(0).contains(words), stderr.lines()::toString);
      assertFalse(stderr.lines().get(0).contains("hush"), "what the hub says is not printed");
    }
  }

  @Test
  void whoHasNoTokenIsToldThatOneIsWanted() {
    try (Stderr stderr = new Stderr()) {
      new ReportSchedule(INTERVAL, "https://hub", false).after(reply(401, null));
      assertTrue(stderr.lines().get(0).contains("none is set"), stderr.lines()::toString);
    }
  }
}
