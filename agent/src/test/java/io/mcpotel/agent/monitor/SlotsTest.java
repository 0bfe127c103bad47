// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlotsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final long SECOND = 1_000_000_000L;

  /** The clock of a JVM may begin below zero, and end there. */
  private long now = Long.MAX_VALUE - 30 * SECOND;

  private final int[] durations = new int[Buckets.COUNT];
  private long requests;
  private final Slots slots = new Slots(now, sums());

  @Test
  void whatWasJustCountedIsInEveryWindow() {
    request(SECOND);

    assertEquals(1, of(MINUTE).requests());
    assertEquals(1, of(TEN_MINUTES).requests());
    assertEquals(SECOND, of(MINUTE).p95(), 0.05 * SECOND);
  }

  @Test
  void whatIsOlderThanAWindowHasLeftIt() {
    request(SECOND);
    pass(60);
    assertEquals(1, of(MINUTE).requests());
    pass(20);
    request(2 * SECOND);

    assertEquals(1, of(MINUTE).requests());
    assertEquals(2 * SECOND, of(MINUTE).p50(), 0.1 * SECOND);
    assertEquals(2, of(TEN_MINUTES).requests());
    pass(610);
    assertEquals(0, of(TEN_MINUTES).requests());
    assertEquals(-1, of(TEN_MINUTES).p95());
  }

  @Test
  void whatWasCountedWhileNobodyLookedIsThere() {
    pass(100);
    request(SECOND);
    now += 300 * SECOND;

    assertEquals(0, of(MINUTE).requests());
    assertEquals(1, of(TEN_MINUTES).requests());
  }

  @Test
  void nothingIsLeftAfterAnHourInWhichTheJvmStoodStill() {
    request(SECOND);
    now += 3_600 * SECOND;

    assertEquals(0, of(TEN_MINUTES).requests());
    request(SECOND);
    assertEquals(1, of(MINUTE).requests());
  }

  @Test
  void countersThatOverflowAreNoMistake() {
    durations[Buckets.of(SECOND)] = Integer.MAX_VALUE;
    Slots full = new Slots(now, sums());
    request(SECOND);

    assertEquals(SECOND, full.of(MINUTE, sums()).p99(), 0.05 * SECOND);
  }

  private void request(long nanos) {
    requests++;
    durations[Buckets.of(nanos)]++;
  }

  private void pass(int seconds) {
    for (int second = 0; second < seconds; second++) {
      now += SECOND;
      slots.advance(now, sums());
    }
  }

  private WindowStats of(Duration length) {
    slots.advance(now, sums());
    return slots.of(length, sums());
  }

  private CallCounts.Sums sums() {
    return new CallCounts.Sums(requests, 0, durations.clone());
  }
}
