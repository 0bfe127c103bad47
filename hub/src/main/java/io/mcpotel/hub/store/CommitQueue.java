// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The one way to the store: a thread takes what waits, and commits it as one group; little ones not
 * more often than every 50 ms. What a batch is answered with comes from its future, so that what is
 * acknowledged is kept. It holds a number of rows and no more: a batch that has no room is refused
 * at once.
 */
public final class CommitQueue implements AutoCloseable {

  public static final int MOST_ROWS = 50_000;
  private static final int GROUP = 20_000;

  /** What an exporter with much to tell sends at once. */
  static final int FULL_BATCH = 500;

  /** However little is in it, a commit costs as much as some hundred rows. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Store store;
  private final long mostRows;
  private final Consumer<List<Row>> kept;
  private final long pause;
  private final AtomicLong waiting = new AtomicLong();
  private final BlockingQueue<Batch> queue = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "hub-writer");
  private volatile Instant lastRefused;
  private volatile boolean closed;
  private volatile Throwable failure;

  public CommitQueue(Store store, long mostRows) {
    this(store, mostRows, rows -> {});
  }

  /**
   * Begins.
   *
   * @param kept is told of each group that was committed, by the one thread that commits
   */
  public CommitQueue(Store store, long mostRows, Consumer<List<Row>> kept) {
    this(store, mostRows, kept, PAUSE);
  }

  CommitQueue(Store store, long mostRows, Consumer<List<Row>> kept, Duration pause) {
    this.store = store;
    this.mostRows = mostRows;
    this.kept = kept;
    this.pause = pause.toNanos();
    thread.setDaemon(true);
    thread.start();
  }

  /** What completes when the rows are on disk, or nothing where there is no room for them. */
  public Optional<CompletableFuture<Void>> offer(List<Row> rows) {
    CompletableFuture<Void> committed = new CompletableFuture<>();
    if (rows.isEmpty()) {
      committed.complete(null);
      return Optional.of(committed);
    }
    long before = waiting.getAndAdd(rows.size());
    Throwable last = failure;
    if (last != null && before > 0) {
      // One at a time tries whether the store is back; the others need not wait for it.
      waiting.addAndGet(-rows.size());
      lastRefused = Instant.now();
      return Optional.of(CompletableFuture.failedFuture(last));
    }
    // One that is larger than the queue is taken while nothing else waits.
    if (closed || before > 0 && before + rows.size() > mostRows) {
      waiting.addAndGet(-rows.size());
      lastRefused = Instant.now();
      return Optional.empty();
    }
    queue.add(new Batch(rows, committed));
    return Optional.of(committed);
  }

  /** When something was not taken or not kept, so that who sent it seems silent; or null. */
  public Instant lastRefused() {
    return lastRefused;
  }

  /** Commits what waits, and takes no more. */
  @Override
  public void close() {
    closed = true;
    queue.add(new Batch(List.of(), new CompletableFuture<>()));
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long next = System.nanoTime();
    try {
      while (!closed || !queue.isEmpty()) {
        List<Batch> group = nextGroup(next);
        int rows = group.stream().mapToInt(batch -> batch.rows().size()).sum();
        try {
          commit(group);
        } catch (RuntimeException | Error e) {
          // This thread is the only way to the store.
          group.forEach(batch -> batch.committed().completeExceptionally(e));
          lastRefused = Instant.now();
          System.err.println("[mcp-otel-hub] A group of batches is refused: " + e);
        } finally {
          waiting.addAndGet(-rows);
        }
        next = System.nanoTime() + pause;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What waits; where that is little and a group was just committed, what comes until then too. */
  private List<Batch> nextGroup(long then) throws InterruptedException {
    List<Batch> group = new ArrayList<>();
    int rows = 0;
    Batch next = queue.take();
    while (next != null) {
      group.add(next);
      rows += next.rows().size();
      if (rows >= GROUP) {
        break;
      }
      long left = rows < FULL_BATCH && !closed ? then - System.nanoTime() : 0;
      next = queue.poll(left, TimeUnit.NANOSECONDS);
    }
    return group;
  }

  private void commit(List<Batch> group) {
    List<Row> rows = group.stream().flatMap(batch -> batch.rows().stream()).toList();
    try {
      store.append(rows);
      failure = null;
      group.forEach(batch -> batch.committed().complete(null));
    } catch (Exception | Error e) {
      if (group.size() > 1) {
        // None of them pays for what another one has in it.
        group.forEach(batch -> commit(List.of(batch)));
        return;
      }
      boolean told = failure != null;
      failure = e;
      if (!told) {
        System.err.println("[mcp-otel-hub] Batches are refused: " + e.getMessage());
      }
      lastRefused = Instant.now();
      group.get(0).committed().completeExceptionally(e);
      return;
    }
    tell(rows);
  }

  /** What is kept is kept, whatever becomes of this. */
  private void tell(List<Row> rows) {
    try {
      kept.accept(rows);
    } catch (RuntimeException | Error e) {
      System.err.println("[mcp-otel-hub] What was kept could not be told live: " + e);
    }
  }

  private record Batch(List<Row> rows, CompletableFuture<Void> committed) {}
}
