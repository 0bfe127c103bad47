// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.agent.catalog.Catalogs;
import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.AgentThread;
import io.mcpotel.agent.destination.Standalone;
import io.mcpotel.agent.destination.TelemetryTargets;
import io.mcpotel.agent.monitor.alert.Alerts;
import io.mcpotel.agent.monitor.report.Reports;
import io.mcpotel.agent.record.RecordQueue;
import io.mcpotel.agent.standalone.Retries;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Ends what is open and sends what is buffered when the JVM ends, in no more than two seconds. A
 * step that fails, or hangs in what is the application's, does not keep the next from its turn.
 */
final class Exit {

  private static final String THREAD = "mcp-otel-agent-exit";

  /** Clients that end a server give it two seconds, and there is more to do than this. */
  private static final long BUDGET_NANOS = 1_700_000_000L;

  /** What the last step, which sends what all others have told, is left at least. */
  private static final long LAST_NANOS = 400_000_000L;

  /** How long what has waited for an SDK has to find one: ours may have to start for it. */
  private static final long START_NANOS = 1_000_000_000L;

  /** How long requests that are still being answered have for it, and records to be written. */
  private static final long GRACE_NANOS = 500_000_000L;

  /** How long the hub has for the last report; the report is made while the server still is. */
  private static final long GOODBYE_NANOS = 400_000_000L;

  /** How long the application's span processors have for what is ended. */
  private static final long ENDING_NANOS = 300_000_000L;

  /** How long tools that were listed just now have to be compared. */
  private static final long CATALOG_NANOS = 200_000_000L;

  /** How long it takes to see how the servers are, before what they do is ended. */
  private static final long LOOK_NANOS = 200_000_000L;

  /** How long the receivers of alerts have, where there is something to send. */
  private static final long ALERT_NANOS = 600_000_000L;

  private static final long STEP_MILLIS = 10;

  /** Something to be done, in no more than this time. */
  interface Task {
    void run(long nanos) throws Exception;
  }

  /**
   * One thing that is to be done.
   *
   * @param doing what it is, in words
   * @param nanos how long it may take
   * @param task what does it
   */
  record Step(String doing, long nanos, Task task) {}

  private final List<Step> steps;

  Exit(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  static void onShutdown(
      Applications applications,
      Catalogs catalogs,
      TelemetryTargets targets,
      Standalone standalone,
      RecordQueue records,
      Alerts alerts,
      Reports reports) {
    Exit exit =
        new Exit(
            List.of(
                new Step("starting to export", START_NANOS, nanos -> startExporting(targets)),
                new Step("awaiting answers", GRACE_NANOS, nanos -> awaitAnswers(applications)),
                new Step("looking at alerts", LOOK_NANOS, nanos -> alerts.conclude()),
                new Step("saying goodbye", GOODBYE_NANOS, reports::end),
                new Step("comparing tools", CATALOG_NANOS, catalogs::end),
                new Step("ending what is open", ENDING_NANOS, nanos -> applications.shutdown()),
                new Step("writing records", GRACE_NANOS, records::end),
                new Step("sending alerts", ALERT_NANOS, alerts::await),
                new Step("exporting", BUDGET_NANOS, standalone::flushAtLast)));
    if (!exit.addHook(THREAD)) {
      AgentLog.debug("the JVM is ending already");
    }
  }

  /**
   * Has one more step done when the JVM ends, on a thread of this name, beside all others and not
   * within their time; false where the JVM is ending already.
   */
  static boolean addStep(String thread, Step step) {
    return new Exit(List.of(step)).addHook(thread);
  }

  private boolean addHook(String thread) {
    try {
      Runtime.getRuntime().addShutdownHook(AgentThread.of(thread, this::run));
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  void run() {
    long start = System.nanoTime();
    try {
      for (int i = 0; i < steps.size(); i++) {
        long left = BUDGET_NANOS - (System.nanoTime() - start);
        boolean last = i == steps.size() - 1;
        run(steps.get(i), Math.min(steps.get(i).nanos(), last ? left : left - LAST_NANOS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** On a thread of its own, which may be left behind. */
  private static void run(Step step, long nanos) throws InterruptedException {
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
    if (millis <= 0) {
      return;
    }
    Thread thread = AgentThread.of(THREAD, () -> runSafely(step, nanos));
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      AgentLog.report(step.doing(), e);
      return;
    }
    thread.join(millis);
  }

  private static void runSafely(Step step, long nanos) {
    try {
      step.task().run(nanos);
    } catch (Throwable t) {
      AgentLog.report(step.doing(), t);
    }
  }

  private static void startExporting(TelemetryTargets targets) {
    Retries.end();
    targets.giveUpWaiting();
  }

  private static void awaitAnswers(Applications applications) throws InterruptedException {
    while (applications.areBusy()) {
      Thread.sleep(STEP_MILLIS);
    }
  }
}
