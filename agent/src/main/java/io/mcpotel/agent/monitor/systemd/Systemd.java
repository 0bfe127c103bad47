// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.systemd;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.settings.SystemdUse;
import io.mcpotel.agent.monitor.HealthSource;
import java.lang.instrument.Instrumentation;
import java.util.function.UnaryOperator;

/** What is to be told to the systemd that started this JVM, and by what. */
public final class Systemd {

  private static final String COMMAND = "systemd-notify";

  /** The first JDK whose foreign function interface needs no preview. */
  private static final int FOREIGN_FUNCTIONS = 22;

  private final SystemdUnit unit;
  private final SystemdUse use;

  private Systemd(SystemdUnit unit, SystemdUse use) {
    this.unit = unit;
    this.use = use;
  }

  /** The one that is to be told, or null where there is none, or is not to be. */
  public static Systemd of(SystemdUse use, UnaryOperator<String> environment, long pid) {
    SystemdUnit unit = use == SystemdUse.OFF ? null : SystemdUnit.of(environment, pid);
    return unit == null || use == SystemdUse.AUTO && !unit.hasWatchdog()
        ? null
        : new Systemd(unit, use);
  }

  /** What notifies it, once it runs; not on a thread of the application's. */
  public WatchdogNotifier notifierFor(HealthSource healthSource, Instrumentation instrumentation) {
    return new WatchdogNotifier(
        unit, use == SystemdUse.NOTIFY, healthSource, notifier(instrumentation), System::nanoTime);
  }

  private Notifier notifier(Instrumentation instrumentation) {
    if (Runtime.version().feature() >= FOREIGN_FUNCTIONS) {
      try {
        return new UnixSocket(unit.socket(), instrumentation);
      } catch (Throwable t) {
        AgentLog.debug("systemd is notified by " + COMMAND + ": " + AgentLog.words(t));
      }
    }
    return new NotifyCommand(COMMAND);
  }
}
