// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.systemd;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.Bounds;
import io.mcpotel.agent.core.Printable;
import io.mcpotel.agent.monitor.HealthSource;
import io.mcpotel.agent.monitor.ServerHealth;
import io.mcpotel.agent.monitor.ServerState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells systemd that the server lives, three times in the time of its watchdog, and how it is; and
 * not that it lives while it is hung or broken, so that systemd starts it again.
 */
public final class WatchdogNotifier implements Consumer<ServerHealth> {

  /** Who hears nothing for so long asks: what should tell it may have died. */
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(35);

  private static final long MOST_PAUSE = TimeUnit.SECONDS.toNanos(10);
  private static final long LEAST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LEAST_PATIENCE_MILLIS = 1_000;
  private static final String STATUS = "STATUS=";

  private final HealthSource healthSource;
  private final Notifier notifier;
  private final boolean watched;
  private final boolean tellsReady;
  private final LongSupplier nanos;
  private final long pause;

  private volatile ServerHealth last;
  private volatile long heardAt;
  private volatile Thread thread;
  private volatile boolean ended;
  private boolean toldReady;
  private String toldStatus;

  WatchdogNotifier(
      SystemdUnit unit,
      boolean tellsReady,
      HealthSource healthSource,
      Notifier notifier,
      LongSupplier nanos) {
    this.healthSource = healthSource;
    this.notifier = notifier;
    this.watched = unit.hasWatchdog();
    this.tellsReady = tellsReady;
    this.nanos = nanos;
    this.pause =
        watched
            ? Math.max(LEAST_PAUSE, Math.min(MOST_PAUSE, unit.watchdogNanos() / 3))
            : MOST_PAUSE;
  }

  /** There is a server, and it is like this. */
  @Override
  public void accept(ServerHealth serverHealth) {
    ServerHealth before = last;
    heardAt = nanos.getAsLong();
    last = serverHealth;
    if (before == null || before.state() != serverHealth.state()) {
      LockSupport.unpark(thread);
    }
  }

  /** Does so until the JVM ends. */
  public void run() {
    thread = Thread.currentThread();
    while (true) {
      long start = System.nanoTime();
      try {
        send();
      } catch (IOException e) {
        // It may be missing, or the machine may have no room for a process at this moment.
        AgentLog.once(
            "systemd cannot be told how the server is; below JDK 22 that takes systemd-notify: "
                + AgentLog.words(e));
      } catch (Throwable t) {
        AgentLog.report("telling systemd how the server is", t);
      }
      LockSupport.parkNanos(pause - (System.nanoTime() - start));
    }
  }

  /** Tells what is to be told at this moment. */
  void send() throws Exception {
    ServerHealth serverHealth = last;
    if (serverHealth != null && nanos.getAsLong() - heardAt > SILENCE_NANOS) {
      serverHealth = healthSource.now();
    }
    List<String> lines = new ArrayList<>();
    boolean ready = tellsReady && !toldReady && serverHealth != null;
    if (ready) {
      lines.add("READY=1");
    }
    if (watched && (serverHealth == null || !serverHealth.state().needsRestart())) {
      lines.add("WATCHDOG=1");
    }
    String status = status(serverHealth);
    if (!ended && !status.equals(toldStatus)) {
      lines.add(STATUS + status);
    }
    if (lines.isEmpty()) {
      return;
    }
    if (send(lines)) {
      toldReady |= ready;
      toldStatus = status;
    } else {
      AgentLog.once("systemd does not take the notifications; trying again.");
    }
  }

  /** The JVM ends. */
  public void end() throws Exception {
    ended = true;
    try {
      send(List.of("STOPPING=1", STATUS + "ending"));
    } catch (IOException e) {
      // If it is missing, that has been told.
      AgentLog.debug("systemd does not hear of the end: " + AgentLog.words(e));
    }
  }

  private boolean send(List<String> lines) throws Exception {
    long millis = TimeUnit.NANOSECONDS.toMillis(pause);
    return notifier.send(String.join("\n", lines), Math.max(LEAST_PATIENCE_MILLIS, millis));
  }

  /** One line, as what a peer calls something may be in it. */
  private static String status(ServerHealth serverHealth) {
    if (serverHealth == null) {
      return ServerState.STARTING.word();
    }
    String word = serverHealth.state().word();
    return serverHealth.reason() == null || serverHealth.reason().isEmpty()
        ? word
        : Bounds.cut(word + ": " + Printable.whole(serverHealth.reason()), Bounds.REASON);
  }
}
