// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.benchmark;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Servers that send what they did, as many operations a second as they are told to. */
final class Load implements AutoCloseable {

  private static final int SENDERS = 4;
  private static final int SERVERS = 20;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String endpoint;
  private final int perSecond;
  private final AtomicLong kept = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private final long started = System.nanoTime();
  private volatile boolean over;

  Load(String endpoint, int perSecond) {
    this.endpoint = endpoint;
    this.perSecond = perSecond;
    for (int sender = 0; sender < SENDERS; sender++) {
      int number = sender;
      Thread thread = new Thread(() -> send(number), "sender-" + sender);
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

  private void send(int sender) {
    List<Template> servers = new ArrayList<>();
    for (int server = sender; server < SERVERS; server += SENDERS) {
      servers.add(new Template(server, server));
    }
    long pause = 1_000_000_000L * Template.OPERATIONS * SENDERS / perSecond;
    long next = System.nanoTime() + pause * sender / SENDERS;
    for (int turn = 0; !over; turn++) {
      LockSupport.parkNanos(next - System.nanoTime());
      next = Math.max(next + pause, System.nanoTime() - 1_000_000_000L);
      List<byte[]> batch =
          servers.get(turn % servers.size()).next(System.currentTimeMillis() * 1_000_000);
      if (isKept("/v1/logs", batch.get(0)) && isKept("/v1/traces", batch.get(1))) {
        kept.addAndGet(Template.OPERATIONS);
      }
    }
  }

  /** Tries again when it is told to, as exporters do. */
  private boolean isKept(String path, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + path))
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      while (!over) {
        int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status == 200) {
          return true;
        }
        refused.incrementAndGet();
        Thread.sleep(500);
      }
    } catch (Exception e) {
      over = true;
    }
    return false;
  }
}
