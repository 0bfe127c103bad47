// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import io.mcpotel.hub.store.CommitQueue;
import io.mcpotel.hub.store.Row;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where all that was received goes; it is kept when this says so. */
public final class Intake {

  static final String RETRY_AFTER_SECONDS = "2";
  static final String FULL = "the hub has more to write than it may hold; try again later";
  static final String FAILED = "the hub cannot write to its store; try again later";
  private static final int PATIENCE_SECONDS = 30;

  private final CommitQueue queue;
  private final RecordSenders senders = new RecordSenders();
  private final Tally tally = new Tally();

  public Intake(CommitQueue queue) {
    this.queue = queue;
  }

  /** How much came in and how much was rejected, for an answer. */
  public Map<String, Object> facts() {
    return tally.facts();
  }

  Tally tally() {
    return tally;
  }

  /** Completes when it is on disk. */
  CompletableFuture<Void> offer(Received received) throws Refused {
    List<Row> rows = senders.rows(received);
    CompletableFuture<Void> kept = queue.offer(rows).orElseThrow(() -> new Refused(429, FULL));
    tally.received(rows);
    tally.leftOut(received.rejected());
    return kept;
  }

  /** Returns when it is on disk. */
  void keep(Received received) throws Refused {
    try {
      offer(received).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new Refused(503, FAILED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused(503, "the hub ends");
    }
  }
}
