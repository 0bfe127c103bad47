// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Somebody who remembers what was told. */
final class HeardBy implements Receiver {

  private final BlockingQueue<Alert> heard = new LinkedBlockingQueue<>();
  private volatile boolean isDeaf;

  /** From now on nothing gets there. */
  void deaf(boolean deaf) {
    isDeaf = deaf;
  }

  Alert next() throws InterruptedException {
    Alert alert = heard.poll(20, TimeUnit.SECONDS);
    if (alert == null) {
      throw new AssertionError("Nothing was told");
    }
    return alert;
  }

  /** What was told and not asked for yet. */
  int waiting() {
    return heard.size();
  }

  @Override
  public String kind() {
    return "test";
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
    if (isDeaf) {
      return Answer.again("deaf", null);
    }
    heard.add(alert);
    return Answer.delivered("fine");
  }
}
