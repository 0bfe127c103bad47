// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import java.time.Duration;
import java.time.Instant;

/** Tells somebody of an alert, or does something about it. */
public interface Receiver {

  /** The word for it in the API: {@code slack}, {@code command}. */
  String kind();

  /** How often an alert that goes on firing is sent again, where that is usual otherwise. */
  Duration repeat(Duration usual);

  /** Whether it is to hear that an alert is over. */
  boolean hearsOfTheEnd();

  /** Sends it, which may take as long as its timeout. */
  Answer send(Alert alert, Instant now) throws InterruptedException;

  /**
   * What came of it.
   *
   * @param text for people: bounded, on one line, and without a secret
   * @param isWorthRetrying whether the same may work later
   * @param retryAfter how long the receiver wants nothing to be sent, or null
   */
  record Answer(Outcome outcome, String text, boolean isWorthRetrying, Duration retryAfter) {

    public static Answer delivered(String text) {
      return new Answer(Outcome.DELIVERED, text, false, null);
    }

    public static Answer failed(String text) {
      return new Answer(Outcome.FAILED, text, false, null);
    }

    public static Answer skipped(String text) {
      return new Answer(Outcome.SKIPPED, text, false, null);
    }

    public static Answer again(String text, Duration retryAfter) {
      return new Answer(Outcome.FAILED, text, true, retryAfter);
    }
  }

  /** In the words of the API. */
  enum Outcome {
    DELIVERED,
    FAILED,
    SKIPPED
  }
}
