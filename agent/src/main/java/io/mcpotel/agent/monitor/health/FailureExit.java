// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.health;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.monitor.ServerHealth;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Ends the JVM of a server that can answer nobody, for those who start again what has ended. What
 * hangs may be what the end would wait for, so it is waited for only so long.
 */
public final class FailureExit implements Consumer<ServerHealth> {

  /** What {@code sysexits.h} calls an internal software error. */
  public static final int STATUS = 70;

  /** How long shutdown hooks have: ours sends what is to be told in less than two seconds. */
  private static final long HOOKS_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Whoever should read stderr may be the one who has hung. */
  private static final long WORDS_MILLIS = 200;

  private static final String THREAD = "mcp-otel-agent-failure";

  private final Consumer<Event> record;
  private final BiFunction<String, Runnable, Thread> threads;
  private final IntConsumer exit;
  private final IntConsumer halt;
  private final AtomicBoolean begun = new AtomicBoolean();

  /**
   * Makes one that acts once.
   *
   * @param record takes what is put on record
   * @param threads makes threads of the agent's
   */
  public FailureExit(Consumer<Event> record, BiFunction<String, Runnable, Thread> threads) {
    this(record, threads, Runtime.getRuntime()::exit, Runtime.getRuntime()::halt);
  }

  FailureExit(
      Consumer<Event> record,
      BiFunction<String, Runnable, Thread> threads,
      IntConsumer exit,
      IntConsumer halt) {
    this.record = record;
    this.threads = threads;
    this.exit = exit;
    this.halt = halt;
  }

  @Override
  public void accept(ServerHealth serverHealth) {
    if (!serverHealth.state().needsRestart() || !begun.compareAndSet(false, true)) {
      return;
    }
    try {
      threads.apply(THREAD, this::haltLater).start();
      threads.apply(THREAD, () -> end(serverHealth)).start();
    } catch (Throwable t) {
      // Where no thread can be had, it is tried again when there is more to hear.
      begun.set(false);
      AgentLog.report("ending the JVM", t);
    }
  }

  private void haltLater() {
    long end = System.nanoTime() + HOOKS_NANOS;
    for (long left = HOOKS_NANOS; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    halt.accept(STATUS);
  }

  private void end(ServerHealth serverHealth) {
    try {
      HealthEvent event = new HealthEvent(serverHealth, threads());
      record.accept(event);
      say(event.body() + "; the JVM ends with status " + STATUS + ", as health.on-failure asks.");
    } catch (Throwable t) {
      AgentLog.report("telling why the JVM ends", t);
    } finally {
      exit.accept(STATUS);
    }
  }

  private void say(String line) throws InterruptedException {
    Thread speaker = threads.apply(THREAD, () -> AgentLog.line(line));
    speaker.start();
    speaker.join(WORDS_MILLIS);
  }

  private static String threads() {
    try {
      return ThreadDump.take();
    } catch (LinkageError | RuntimeException e) {
      AgentLog.debug("no thread dump: " + e);
      return null;
    }
  }
}
