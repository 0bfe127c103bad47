// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.alert;

import static io.mcpotel.agent.monitor.alert.TestAlerts.firing;
import static io.mcpotel.agent.monitor.alert.TestAlerts.resolved;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.http.HttpReply;
import io.mcpotel.agent.monitor.RuleStatus;
import io.mcpotel.agent.record.Stderr;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WebhookTest {

  private static final HttpReply OK = new HttpReply(200, null, "ok");

  private final List<String> sent = new ArrayList<>();
  private HttpReply reply = OK;
  private long now;

  private final Webhook webhook =
      new Webhook(
          "https://example.com",
          (alert, millis) -> alert.state() + " " + alert.rule(),
          (body, timeout) -> {
            sent.add(new String(body, StandardCharsets.UTF_8));
            if (reply == null) {
              throw new IOException("Connection refused");
            }
            return reply;
          },
          () -> now,
          () -> 0);

  private List<String> taken() {
    List<String> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  /** In whole seconds. */
  private long deliver() {
    long next = webhook.deliver();
    return next == Webhook.NEVER ? -1 : TimeUnit.NANOSECONDS.toSeconds(next);
  }

  private void pass(long seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void whatCanBeSentIsSentAtOnce() {
    assertEquals(-1, deliver());
    webhook.add(firing(RuleStatus.P95));
    webhook.add(firing(RuleStatus.ERROR_RATE));
    assertEquals(-1, deliver());
    assertEquals(List.of("FIRING mcp_p95_latency_exceeds", "FIRING mcp_error_rate_spike"), taken());
    assertEquals(-1, deliver());
    assertEquals(List.of(), taken());
  }

  @Test
  void deadOneIsTriedInGrowingPausesAndToldOfTwice() {
    AgentLog.redactWith(text -> text);
    try (Stderr stderr = new Stderr()) {
      reply = null;
      webhook.add(firing(RuleStatus.P95));
      List<Long> pauses = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        long pause = deliver();
        pauses.add(pause);
        assertEquals(List.of("FIRING mcp_p95_latency_exceeds"), taken());
        pass(pause - 1);
        assertEquals(1, deliver());
        assertEquals(List.of(), taken(), "too early");
        pass(1);
      }
      assertEquals(List.of(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L), pauses);
      reply = OK;
      assertEquals(-1, deliver());
      webhook.add(resolved(RuleStatus.P95));
      assertEquals(-1, deliver());
      assertEquals(
          List.of("FIRING mcp_p95_latency_exceeds", "RESOLVED mcp_p95_latency_exceeds"), taken());
      List<String> lines = stderr.lines();
      assertEquals(2, lines.size(), stderr.lines()::toString);
      assertTrue(lines.get(0).contains("cannot tell https://example.com of alerts"));
      assertTrue(lines.get(0).contains("Connection refused"), lines.get(0));
      assertTrue(lines.get(1).contains("https://example.com is told of alerts again"));
    }
  }

  @Test
  void ofOneThatIsDeadForLongOnlyTheLatestOfEachRuleIsKept() {
    try (Stderr stderr = new Stderr()) {
      reply = null;
      webhook.add(firing(RuleStatus.P95));
      deliver();
      for (int i = 0; i < 1_000; i++) {
        webhook.add(resolved(RuleStatus.P95));
        webhook.add(firing(RuleStatus.P95));
        webhook.add(firing(RuleStatus.UNRESPONSIVE));
      }
      webhook.add(resolved(RuleStatus.P95));
      sent.clear();
      reply = OK;
      pass(5);
      assertEquals(-1, deliver());
      assertEquals(
          List.of("RESOLVED mcp_p95_latency_exceeds", "FIRING mcp_server_unresponsive"), taken());
    }
  }

  @Test
  void oneThatWantsAPauseGetsIt() {
    try (Stderr stderr = new Stderr()) {
      webhook.add(firing(RuleStatus.P95));
      reply = new HttpReply(429, Duration.ofSeconds(90), "");
      assertEquals(90, deliver());
      pass(90);
      reply = new HttpReply(503, null, "");
      assertEquals(10, deliver());
      // Nothing else goes there meanwhile.
      webhook.add(firing(RuleStatus.ERROR_RATE));
      sent.clear();
      assertEquals(10, deliver());
      assertEquals(List.of(), taken());
    }
  }

  @Test
  void whatIsRefusedIsToldOnceAndNotSentAgain() {
    AgentLog.redactWith(text -> text);
    try (Stderr stderr = new Stderr()) {
      reply = new HttpReply(404, null, "no_service\nmore");
      for (int i = 0; i < 3; i++) {
        webhook.add(firing(RuleStatus.P95));
        assertEquals(-1, deliver());
      }
      assertEquals(3, taken().size());
      assertEquals(1, stderr.lines().size(), stderr.lines()::toString);
      assertTrue(
          stderr.lines().get(0).endsWith("it answered 404: no_service"), stderr.lines()::toString);
      reply = OK;
      webhook.add(firing(RuleStatus.P95));
      deliver();
      assertTrue(
          stderr.lines().get(1).contains("is told of alerts again"), stderr.lines()::toString);
    }
  }

  @Test
  void lastTryDoesNotWaitForItsTime() {
    try (Stderr stderr = new Stderr()) {
      reply = null;
      webhook.add(firing(RuleStatus.UNRESPONSIVE));
      assertEquals(5, deliver());
      sent.clear();
      reply = OK;
      webhook.hurry();
      assertEquals(-1, deliver());
      assertEquals(List.of("FIRING mcp_server_unresponsive"), taken());
    }
  }
}
