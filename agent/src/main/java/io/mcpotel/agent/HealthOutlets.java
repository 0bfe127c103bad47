// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.AgentThread;
import io.mcpotel.agent.core.AgentVersion;
import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.core.settings.HealthSettings;
import io.mcpotel.agent.monitor.HealthSource;
import io.mcpotel.agent.monitor.health.FailureExit;
import io.mcpotel.agent.monitor.health.HealthFile;
import io.mcpotel.agent.monitor.health.HealthPages;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Lets supervisors know how the server is, by what they were set up to understand. */
final class HealthOutlets {

  private static final String THREAD = "mcp-otel-agent-health";

  /** How long the end of the JVM waits for the disk. */
  private static final long END_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private HealthOutlets() {}

  /**
   * Starts those that are asked for, and nothing else.
   *
   * @param isMeasured whether it is known how the server is
   * @param record takes what is put on record
   */
  static void start(
      HealthSettings settings,
      boolean isMeasured,
      HealthSource serverHealth,
      Consumer<Event> record) {
    if (!settings.isAskedFor()) {
      return;
    }
    if (!isMeasured) {
      AgentLog.line("health is off with mode=propagation.");
      return;
    }
    try {
      if (settings.port() != 0) {
        // Not on this thread, which loads a class of the application's: a host may be looked up.
        AgentThread.run(THREAD, () -> serve(settings, serverHealth));
      }
      if (settings.file() != null) {
        write(HealthFile.of(settings.file(), AgentVersion.get()), serverHealth);
      }
      if (settings.onFailure() == HealthSettings.OnFailure.EXIT) {
        serverHealth.addListener(new FailureExit(record, AgentThread::of));
      }
    } catch (Throwable t) {
      AgentLog.report("starting the health outlets", t);
    }
  }

  private static void serve(HealthSettings settings, HealthSource serverHealth) {
    try {
      HealthPages.serve(
          settings, serverHealth, AgentVersion.get(), task -> AgentThread.of(THREAD, task));
    } catch (Throwable t) {
      AgentLog.report("serving the server's health", t);
    }
  }

  private static void write(HealthFile file, HealthSource serverHealth) {
    if (file == null) {
      return;
    }
    serverHealth.addListener(file);
    AgentThread.run(THREAD, () -> file.run(serverHealth));
    Exit.Step end = new Exit.Step("deleting health", END_NANOS, nanos -> file.end());
    if (!Exit.addStep(THREAD, end)) {
      file.end();
    }
  }
}
