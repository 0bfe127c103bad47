// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.agent.catalog.Catalogs;
import io.mcpotel.agent.core.Problems;
import io.mcpotel.agent.record.RecordQueue;

/** Ends what is open and sends what is buffered when the JVM ends, in no more than two seconds. */
final class Exit {

  private static final long BUDGET_NANOS = 1_900_000_000L;

  /** How long requests that are still being answered have for it, and records to be written. */
  private static final long GRACE_NANOS = 500_000_000L;

  /** How long tools that were listed just now have to be compared. */
  private static final long CATALOG_NANOS = 200_000_000L;

  private static final long STEP_MILLIS = 10;

  private Exit() {}

  static void onShutdown(
      Applications applications,
      Catalogs catalogs,
      Homes homes,
      Standalone standalone,
      RecordQueue records) {
    Thread hook =
        AgentThread.of(
            "mcp-otel-agent-exit", () -> end(applications, catalogs, homes, standalone, records));
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      Problems.debug("the JVM is ending already");
    }
  }

  private static void end(
      Applications applications,
      Catalogs catalogs,
      Homes homes,
      Standalone standalone,
      RecordQueue records) {
    long start = System.nanoTime();
    try {
      // What has waited may have to start our SDK, which takes the longest.
      homes.stopWaiting();
      while (applications.areBusy() && System.nanoTime() - start < GRACE_NANOS) {
        Thread.sleep(STEP_MILLIS);
      }
      catalogs.end(CATALOG_NANOS);
      applications.shutdown();
      records.end(GRACE_NANOS);
      standalone.flush(BUDGET_NANOS - (System.nanoTime() - start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
