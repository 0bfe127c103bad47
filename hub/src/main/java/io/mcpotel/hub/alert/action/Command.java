// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import io.mcpotel.hub.alert.Alert;
import io.mcpotel.hub.alert.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Runs the operator's command, not too often, and puts on record what became of it. */
final class Command implements Receiver {

  /** When what ran, which outlives the process. */
  interface Runs {

    List<Instant> of(String command);

    /** It is kept when this returns. */
    void add(String command, Instant now);
  }

  /** Where it is put on record. */
  interface Journal {
    void command(Alert alert, String action, String status, String answer, Instant now);
  }

  private final String action;
  private final CommandLine line;
  private final RunLimit limit;
  private final RunLimit limitInAll;
  private final Duration pause;
  private final Duration timeout;
  private final Runs runs;
  private final Journal journal;

  /**
   * Makes one.
   *
   * @param limit for the same names
   * @param limitInAll for all names together, which are the senders' to choose
   */
  Command(
      String action,
      CommandLine line,
      RunLimit limit,
      RunLimit limitInAll,
      Duration pause,
      Duration timeout,
      Runs runs,
      Journal journal) {
    this.action = action;
    this.line = line;
    this.limit = limit;
    this.limitInAll = limitInAll;
    this.pause = pause;
    this.timeout = timeout;
    this.runs = runs;
    this.journal = journal;
  }

  @Override
  public String kind() {
    return "command";
  }

  /** While it goes on firing the command is tried again, as often as the limit allows. */
  @Override
  public Duration repeat(Duration usual) {
    return pause;
  }

  @Override
  public boolean hearsOfTheEnd() {
    return false;
  }

  @Override
  public Answer send(Alert alert, Instant now) throws InterruptedException {
    if (alert.isTest()) {
      return Answer.skipped("a test runs no command");
    }
    Answer answer = run(alert, now);
    String status = answer.outcome().name().toLowerCase(Locale.ROOT);
    journal.command(alert, action, status, answer.text(), now);
    return answer;
  }

  private Answer run(Alert alert, Instant now) throws InterruptedException {
    Map<String, String> names;
    try {
      names = line.names(alert);
    } catch (CommandLine.NotPassed e) {
      return Answer.skipped(e.getMessage());
    }
    String id = action + names;
    List<Instant> before = runs.of(id);
    if (!before.isEmpty() && before.get(before.size() - 1).plus(pause).isAfter(now)) {
      return Answer.skipped("it ran less than " + pause.toSeconds() + " seconds ago");
    }
    Optional<String> forbidden =
        limit
            .forbids(before, now)
            .map(words -> "it " + words)
            .or(() -> limitInAll.forbids(runs.of(action), now).map(words -> "the action " + words));
    if (forbidden.isPresent()) {
      return Answer.skipped(forbidden.get());
    }
    runs.add(action, now);
    runs.add(id, now);
    return new Execution(line.filled(names), timeout).run();
  }
}
