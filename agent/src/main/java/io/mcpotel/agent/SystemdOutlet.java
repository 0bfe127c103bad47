// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.AgentThread;
import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.settings.SystemdUse;
import io.mcpotel.agent.monitor.HealthSource;
import io.mcpotel.agent.monitor.systemd.Systemd;
import io.mcpotel.agent.monitor.systemd.WatchdogNotifier;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.TimeUnit;

/** Lets systemd know how the server is, where it started this JVM and wants to. */
final class SystemdOutlet {

  private static final String THREAD = "mcp-otel-agent-systemd";

  /** How long the end of the JVM waits for systemd to hear of it. */
  private static final long END_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private SystemdOutlet() {}

  /**
   * Starts it, where there is anybody to notify.
   *
   * @param isMeasured whether it is known how the server is
   */
  static void start(
      SystemdUse use,
      boolean isMeasured,
      HealthSource serverHealth,
      Instrumentation instrumentation) {
    Guard.run(
        "starting to notify systemd",
        () -> {
          Systemd systemd = Systemd.of(use, System::getenv, ProcessHandle.current().pid());
          if (systemd == null) {
            return;
          }
          if (!isMeasured) {
            AgentLog.line("how the server is, systemd is not told with mode=propagation.");
            return;
          }
          AgentThread.run(THREAD, () -> run(systemd, serverHealth, instrumentation));
        });
  }

  private static void run(
      Systemd systemd, HealthSource serverHealth, Instrumentation instrumentation) {
    Guard.run(
        "notifying systemd",
        () -> {
          WatchdogNotifier notifier = systemd.notifierFor(serverHealth, instrumentation);
          serverHealth.addListener(notifier);
          Exit.Step end = new Exit.Step("notifying systemd", END_NANOS, nanos -> notifier.end());
          if (Exit.addStep(THREAD, end)) {
            notifier.run();
          }
        });
  }
}
