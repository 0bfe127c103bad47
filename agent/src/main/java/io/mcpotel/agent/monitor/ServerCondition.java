// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import io.mcpotel.agent.core.Operation;
import java.util.List;

/**
 * How the servers are, and why.
 *
 * @param state in one word
 * @param reason in a sentence
 * @param rules what the rules say
 */
record ServerCondition(ServerState state, String reason, List<RuleStatus> rules) {

  /** So long nothing has been asked of a server that is idle. */
  static final long IDLE_AFTER = 60_000_000_000L;

  /**
   * What there is to see.
   *
   * @param deadPipe why the only transport is at its end, or null
   * @param deadlocked the name of a thread of a request that a deadlock holds, or null
   * @param open the requests that are not answered
   * @param asked whether anything has ever been asked
   * @param quietNanos for how long nothing was asked
   * @param oneMinute the last minute
   * @param rules what the rules say
   */
  record Findings(
      String deadPipe,
      String deadlocked,
      OpenRequests open,
      boolean asked,
      long quietNanos,
      WindowStats oneMinute,
      List<RuleStatus> rules) {}

  /** The worst that can be said. */
  static ServerCondition of(Findings seen) {
    if (seen.deadPipe() != null) {
      return new ServerCondition(
          ServerState.BROKEN,
          "the only transport has come to its end (" + seen.deadPipe() + ")",
          seen.rules());
    }
    if (seen.deadlocked() != null) {
      return new ServerCondition(
          ServerState.BROKEN,
          "a deadlock holds the thread " + seen.deadlocked() + ", which works for a request",
          seen.rules());
    }
    for (RuleStatus rule : seen.rules()) {
      if (rule.firing() && rule.rule().equals(RuleStatus.UNRESPONSIVE)) {
        return new ServerCondition(ServerState.UNRESPONSIVE, rule.summary(), seen.rules());
      }
    }
    for (RuleStatus rule : seen.rules()) {
      if (rule.firing()) {
        boolean failing = rule.rule().equals(RuleStatus.ERROR_RATE);
        return new ServerCondition(
            failing ? ServerState.FAILING : ServerState.SLOW, rule.summary(), seen.rules());
      }
    }
    if (!seen.asked()) {
      return new ServerCondition(
          ServerState.STARTING, "no session has begun and nothing was asked yet", seen.rules());
    }
    if (seen.open().count() == 0 && seen.quietNanos() >= IDLE_AFTER) {
      return new ServerCondition(
          ServerState.IDLE,
          "nothing is open, and nothing was asked for "
              + ReadableNumbers.seconds(seen.quietNanos()),
          seen.rules());
    }
    return new ServerCondition(ServerState.UP, answered(seen), seen.rules());
  }

  private static String answered(Findings seen) {
    WindowStats minute = seen.oneMinute();
    String answered =
        ReadableNumbers.count(minute.requests(), "request")
            + (minute.requests() == 1 ? " was" : " were")
            + " answered in the last minute, "
            + minute.errors()
            + " with an error";
    OpenRequests open = seen.open();
    return open.count() == 0 ? answered : answered + "; " + isOpen(open.count()) + waiting(open);
  }

  /** What is to be said of requests that are open while nothing is answered. */
  static String unanswered(OpenRequests open, long silentNanos) {
    Operation oldest = open.oldestCounting();
    if (oldest == null) {
      return "no request waits for too long";
    }
    // A name is told only where it is known to be a tool's: a client may have made it up.
    String label = oldest.handler().isFound() ? oldest.label() : oldest.method();
    return isOpen(open.count())
        + ", the oldest that should be answered ("
        + label
        + ") for "
        + ReadableNumbers.seconds(open.oldestCountingNanos())
        + ", and none was answered in the last "
        + ReadableNumbers.seconds(silentNanos)
        + waiting(open);
  }

  private static String isOpen(int count) {
    return ReadableNumbers.count(count, "request") + (count == 1 ? " is" : " are") + " open";
  }

  private static String waiting(OpenRequests open) {
    int waiting = open.waiting();
    return waiting == 0
        ? ""
        : "; " + waiting + (waiting == 1 ? " waits" : " wait") + " for a thread to run on";
  }
}
