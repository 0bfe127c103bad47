// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CommitQueueTest {

  @Test
  void whileTheStoreFailsOneBatchTriesItAndTheOthersAreRefusedAtOnce() throws Exception {
    FailingStore store = new FailingStore();
    try (CommitQueue queue = new CommitQueue(store, CommitQueue.MOST_ROWS)) {
      assertThrows(ExecutionException.class, offer(queue, 1)::get);

      store.isBack = true;
      CompletableFuture<Void> trial = awaitRoomAndOffer(queue, 2, store);
      assertTrue(offer(queue, 3).isCompletedExceptionally());
      assertFalse(trial.isDone());

      store.mayGoOn.countDown();
      trial.get();
      offer(queue, 4).get();
    }
  }

  @Test
  void afterACommitLittleWaitsForMoreAndAFullBatchForNothing() throws Exception {
    FailingStore store = new FailingStore();
    store.isBack = true;
    store.mayGoOn.countDown();
    List<Integer> groups = store.groups;
    try (CommitQueue queue =
        new CommitQueue(store, CommitQueue.MOST_ROWS, rows -> {}, Duration.ofDays(1))) {
      offer(queue, 1).get();
      CompletableFuture<Void> little = offer(queue, 2);
      CompletableFuture<Void> more = offer(queue, 3);
      assertEquals(List.of(1), groups);

      List<Row> full =
          LongStream.range(10, 10 + CommitQueue.FULL_BATCH)
              .mapToObj(id -> Row.of(Table.EVENTS, id))
              .toList();
      queue.offer(full).orElseThrow().get();
      assertTrue(little.isDone() && more.isDone());
      assertEquals(List.of(1, CommitQueue.FULL_BATCH + 2), groups);

      offer(queue, 4);
    }
    assertEquals(List.of(1, CommitQueue.FULL_BATCH + 2, 1), groups);
  }

  /** Who fails is told before its rows are no longer waiting. */
  private static CompletableFuture<Void> awaitRoomAndOffer(
      CommitQueue queue, long id, FailingStore store) throws InterruptedException {
    CompletableFuture<Void> trial = offer(queue, id);
    while (trial.isDone()) {
      trial = offer(queue, id);
    }
    store.isEntered.await();
    return trial;
  }

  private static CompletableFuture<Void> offer(CommitQueue queue, long id) {
    return queue.offer(List.of(Row.of(Table.EVENTS, id))).orElseThrow();
  }

  private static final class FailingStore implements Store {

    private final CountDownLatch isEntered = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final List<Integer> groups = new CopyOnWriteArrayList<>();
    private volatile boolean isBack;

    @Override
    public void append(List<Row> rows) throws StoreException {
      if (!isBack) {
        throw new StoreException("it is away", null);
      }
      isEntered.countDown();
      try {
        mayGoOn.await();
      } catch (InterruptedException e) {
        throw new StoreException("the test ends", e);
      }
      groups.add(rows.size());
    }

    @Override
    public List<Map<String, Object>> query(String sql, Map<String, Object> parameters) {
      return List.of();
    }

    @Override
    public void drop(LocalDate day) {}

    @Override
    public void close() {}
  }
}
