// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.alert;

import static io.mcpotel.agent.monitor.alert.TestAlerts.firing;
import static io.mcpotel.agent.monitor.alert.TestAlerts.resolved;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.http.HttpReply;
import io.mcpotel.agent.monitor.RuleStatus;
import io.mcpotel.agent.record.Stderr;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WebhooksTest {

  private static final long PATIENCE = 60;

  private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
  private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

  private Webhooks webhooks(Webhook.Sender sender) {
    Webhook webhook =
        new Webhook(
            "https://example.com",
            (alert, now) -> alert.state() + " " + alert.rule(),
            (body, timeout) -> {
              HttpReply reply = sender.send(body, timeout);
              sent.add(new String(body));
              return reply;
            },
            System::nanoTime,
            System::currentTimeMillis);
    return new Webhooks(
        List.of(webhook),
        task -> {
          Thread thread = new Thread(task);
          thread.setDaemon(true);
          threads.add(thread);
          thread.start();
        });
  }

  private String next() throws InterruptedException {
    return sent.poll(PATIENCE, TimeUnit.SECONDS);
  }

  @Test
  void threadIsThereOnlyWhileThereIsSomethingToSend() throws InterruptedException {
    Webhooks webhooks = webhooks((body, timeout) -> new HttpReply(200, null, ""));
    assertTrue(threads.isEmpty());
    for (int i = 0; i < 2; i++) {
      webhooks.accept(firing(RuleStatus.P95));
      assertEquals("FIRING mcp_p95_latency_exceeds", next());
      Thread thread = threads.poll(PATIENCE, TimeUnit.SECONDS);
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE));
      assertFalse(thread.isAlive());
    }
    webhooks.lastTry();
    webhooks.await(TimeUnit.SECONDS.toNanos(PATIENCE));
  }

  @Test
  void nobodyWaitsForOneThatHangsAndNoAlertStartsAnotherThread() throws InterruptedException {
    CountDownLatch hangs = new CountDownLatch(1);
    Webhooks webhooks =
        webhooks(
            (body, timeout) -> {
              try {
                hangs.await();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
              return new HttpReply(200, null, "");
            });
    for (int i = 0; i < 100; i++) {
      webhooks.accept(firing(RuleStatus.P95));
      webhooks.accept(resolved(RuleStatus.P95));
    }
    long start = System.nanoTime();
    webhooks.lastTry();
    webhooks.await(TimeUnit.MILLISECONDS.toNanos(50));
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(PATIENCE));
    assertEquals(1, threads.size());
    hangs.countDown();
    while (!"RESOLVED mcp_p95_latency_exceeds".equals(next())) {
      // What was on its way when another came is sent as well.
    }
  }

  @Test
  void endOfTheJvmIsTheLastTryForWhatHasFailed() throws InterruptedException {
    try (Stderr stderr = new Stderr()) {
      CountDownLatch failed = new CountDownLatch(1);
      Webhooks webhooks =
          webhooks(
              (body, timeout) -> {
                if (failed.getCount() > 0) {
                  failed.countDown();
                  throw new IOException("Connection refused");
                }
                return new HttpReply(200, null, "");
              });
      webhooks.accept(firing(RuleStatus.UNRESPONSIVE));
      assertTrue(failed.await(PATIENCE, TimeUnit.SECONDS));
      webhooks.lastTry();
      webhooks.await(TimeUnit.SECONDS.toNanos(PATIENCE));
      assertEquals("FIRING mcp_server_unresponsive", sent.poll());
      Thread thread = threads.poll(PATIENCE, TimeUnit.SECONDS);
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE));
      assertFalse(thread.isAlive());
    }
  }
}
