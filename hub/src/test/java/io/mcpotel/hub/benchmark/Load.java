// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Servers that send what they did, as many operations a second as they are told to. */
final class Load implements AutoCloseable {

  /** More than any server keeps. */
  static final int AS_MANY_AS_IT_TAKES = 10_000_000;

  private static final int SERVERS = 20;

  private final String endpoint;
  private final int perSecond;
  private final List<Template.Body> sent;
  private final AtomicLong kept = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final Deque<String> traces = new ConcurrentLinkedDeque<>();
  private final List<Thread> threads = new ArrayList<>();
  private final long started = System.nanoTime();
  private volatile boolean over;

  Load(String endpoint, int perSecond, Template.Body... sent) {
    this.endpoint = endpoint;
    this.perSecond = perSecond;
    this.sent = List.of(sent);
    for (int server = 0; server < SERVERS; server++) {
      int number = server;
      Thread thread = new Thread(() -> send(number), "server-" + server);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  /** Operations that were acknowledged with their spans. */
  long kept() {
    return kept.get();
  }

  long refused() {
    return refused.get();
  }

  /** One of each batch that was kept, the latest first. */
  List<String> traces() {
    return List.copyOf(traces);
  }

  double keptPerSecond() {
    return kept() / ((System.nanoTime() - started) / 1e9);
  }

  @Override
  public void close() throws InterruptedException {
    over = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void send(int server) {
    Template template = new Template(server, server, sent);
    long pause = 1_000_000_000L * Template.OPERATIONS * SERVERS / perSecond;
    long next = System.nanoTime() + pause * server / SERVERS;
    try (Sender sender = new Sender(endpoint)) {
      Map<Template.Body, byte[]> heads = new EnumMap<>(Template.Body.class);
      template.bodies().forEach((kind, body) -> heads.put(kind, sender.head(kind, body.length)));
      while (!over) {
        LockSupport.parkNanos(next - System.nanoTime());
        next = Math.max(next + pause, System.nanoTime() - 1_000_000_000L);
        template.next(System.currentTimeMillis() * 1_000_000);
        boolean all = true;
        for (Map.Entry<Template.Body, byte[]> body : template.bodies().entrySet()) {
          all &= isKept(sender, heads.get(body.getKey()), body.getValue());
        }
        if (all) {
          kept.addAndGet(Template.OPERATIONS);
          traces.addFirst(template.lastTrace());
        }
      }
    } catch (IOException | InterruptedException e) {
      over = true;
    }
  }

  /** Tries again when it is told to, as exporters do. */
  private boolean isKept(Sender sender, byte[] head, byte[] body)
      throws IOException, InterruptedException {
    while (!over) {
      int status = sender.post(head, body);
      if (status == 200 || status == 202) {
        return true;
      }
      refused.incrementAndGet();
      Thread.sleep(500);
    }
    return false;
  }
}
