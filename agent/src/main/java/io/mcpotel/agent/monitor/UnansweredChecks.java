// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

/** Counts the checks in a row at which nothing was answered that should have been. */
final class UnansweredChecks {

  private final long interval;
  private final long patience;
  private long lastCheck;
  private long lastSign;
  private long answers;
  private long work;
  private int checks;

  UnansweredChecks(long now, long interval, long patience) {
    this.lastCheck = now;
    this.lastSign = now;
    this.interval = interval;
    this.patience = patience;
  }

  /** A look at what goes on; how often is not important. */
  void look(long now, OpenRequests open, CallCounts counts) {
    long itsAnswers = counts.answers(false);
    long itsWork = counts.answers(true);
    boolean sign = open.oldestRunsFunction() ? itsWork != work : itsAnswers != answers;
    if (open.oldestCounting() == null || sign) {
      answers = itsAnswers;
      work = itsWork;
      checks = 0;
      lastSign = now;
      lastCheck = now;
    } else if (now - lastCheck >= interval) {
      lastCheck = now;
      checks = open.oldestCountingNanos() > patience ? checks + 1 : 0;
    }
  }

  /** How many such checks there were. */
  int inARow() {
    return checks;
  }

  /** For how long nothing has been answered. */
  long nanos(long now) {
    return now - lastSign;
  }
}
