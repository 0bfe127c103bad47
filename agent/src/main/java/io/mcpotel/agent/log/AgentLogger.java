// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.log;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.Printable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;

/**
 * Stands in for {@code java.util.logging.Logger} in everything that the agent's jar brings along:
 * an application may set a log manager of its own after us, and what the OpenTelemetry SDK has to
 * say goes to stderr, warnings at most once a minute. The methods are those that are called; a test
 * compares.
 */
public final class AgentLogger {

  private static final long MINUTE_NANOS = 60_000_000_000L;

  /** The exporters that the user asked to write to the console do so by logging. */
  private static final String CONSOLE_EXPORTERS = "io.opentelemetry.exporter.logging.";

  private static final AtomicLong NEXT_WARNING = new AtomicLong(System.nanoTime());
  private static final AtomicLong UNLOGGED = new AtomicLong();
  private static volatile Supplier<String> drops = () -> "";

  private final String name;

  private AgentLogger(String name) {
    this.name = name;
  }

  public static AgentLogger getLogger(String name) {
    return new AgentLogger(name);
  }

  /** Each warning is followed by what this says was lost before. */
  public static void logDrops(Supplier<String> text) {
    drops = text;
  }

  /** There is nothing to flush. */
  public Handler[] getHandlers() {
    return new Handler[0];
  }

  public boolean isLoggable(Level level) {
    return level.intValue() >= Level.WARNING.intValue()
        || level.intValue() >= Level.INFO.intValue() && name.startsWith(CONSOLE_EXPORTERS)
        || AgentLog.isDebug();
  }

  public void log(Level level, String message) {
    log(level, message, (Throwable) null);
  }

  public void log(Level level, String message, Object parameter) {
    if (isLoggable(level)) {
      log(level, format(message, parameter));
    }
  }

  public void log(Level level, String message, Object[] parameters) {
    if (isLoggable(level)) {
      log(level, format(message, parameters));
    }
  }

  public void log(Level level, String message, Throwable thrown) {
    if (!isLoggable(level)) {
      return;
    }
    if (name.startsWith(CONSOLE_EXPORTERS) && level.intValue() < Level.WARNING.intValue()) {
      System.err.println(Printable.whole(message));
    } else if (level.intValue() < Level.WARNING.intValue()) {
      AgentLog.debug(AgentLog.words(message));
    } else {
      warn(thrown == null ? message : message + ": " + thrown);
    }
  }

  public void warning(String message) {
    log(Level.WARNING, message);
  }

  public void info(String message) {
    log(Level.INFO, message);
  }

  public void fine(String message) {
    log(Level.FINE, message);
  }

  private static void warn(String message) {
    long now = System.nanoTime();
    long next = NEXT_WARNING.get();
    if (now - next < 0 || !NEXT_WARNING.compareAndSet(next, now + MINUTE_NANOS)) {
      UNLOGGED.incrementAndGet();
      return;
    }
    long unlogged = UNLOGGED.getAndSet(0);
    String more = unlogged == 0 ? "" : " (and " + unlogged + " more warnings in the last minute)";
    String first = message.lines().findFirst().orElse("");
    AgentLog.line(AgentLog.words(first) + more + drops.get());
  }

  private static String format(String message, Object... parameters) {
    String text = message;
    for (int i = 0; i < parameters.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(parameters[i]));
    }
    return text;
  }
}
