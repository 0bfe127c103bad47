// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.lang.reflect.InvocationTargetException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What the agent has to say, on stderr and never on stdout, and each thing once. */
public final class AgentLog {

  private static final String NAME = "[mcp-otel-agent] ";
  private static final String UNCHECKED = "[redacted:unchecked]";

  /** What is logged once may name what it was about, of which there may be many. */
  private static final int MOST_KNOWN = 10_000;

  /** Of what others wrote, so much is looked at and so much printed. */
  private static final int MOST_LOOKED_AT = 8_000;

  private static final int MOST_WORDS = 700;

  private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

  /** Whether this thread is taking secrets out, which may be what has failed. */
  private static final ThreadLocal<Boolean> REDACTS = new ThreadLocal<>();

  private static volatile boolean debug;
  private static volatile Consumer<String> listener;
  private static volatile UnaryOperator<String> redaction = text -> UNCHECKED;

  private AgentLog() {}

  /** Lets stack traces and debug lines through. */
  public static void debug(boolean on) {
    debug = on;
  }

  public static boolean isDebug() {
    return debug;
  }

  /** How secrets are taken out of what others wrote; until it is known, none of that is printed. */
  public static void redactWith(UnaryOperator<String> operator) {
    redaction = operator;
  }

  /** Whoever runs a command hears what would be printed, and prints it himself. */
  public static void setListener(Consumer<String> itsListener) {
    listener = itsListener;
  }

  public static void line(String text) {
    Consumer<String> instead = listener;
    if (instead == null) {
      print(NAME + Printable.line(text));
    } else {
      instead.accept(text);
    }
  }

  /** The stream may be the application's own, and fail. */
  private static void print(String text) {
    try {
      System.err.println(text);
    } catch (Throwable t) {
      Health.failed("printing");
    }
  }

  /** A line that is logged the first time only. */
  public static void once(String text) {
    if (isNews(text)) {
      line(text);
    }
  }

  /** Logged only where the user asked for more. */
  public static void debug(String text) {
    if (debug) {
      line(text);
    }
  }

  /** A failure of our own that the application was kept from. */
  public static void report(String doing, Throwable failure) {
    Health.failed(doing);
    // What the SDK lacks may be missed in many places.
    String kind =
        failure instanceof LinkageError ? words(failure) : doing + thrown(failure).getClass();
    if (isNews(kind)) {
      line("failed at " + doing + ", the application goes on without it: " + words(failure));
    }
    if (debug) {
      print(trace(failure));
    }
  }

  /**
   * What others wrote, or what may quote them: a peer, the application, a collector. It may be
   * printed then.
   */
  public static String words(String text) {
    if (REDACTS.get() != null) {
      return UNCHECKED;
    }
    REDACTS.set(true);
    try {
      String start = text.substring(0, Math.min(text.length(), MOST_LOOKED_AT));
      String words = redaction.apply(start);
      return words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) + "…" : words;
    } catch (Throwable t) {
      return UNCHECKED;
    } finally {
      REDACTS.remove();
    }
  }

  /** A failure's class and what it says, which may be printed. */
  public static String words(Throwable failure) {
    Throwable thrown = thrown(failure);
    String type = thrown.getClass().getName();
    try {
      String message = thrown.getLocalizedMessage();
      return message == null ? type : type + ": " + words(message);
    } catch (Throwable t) {
      // An application's own exception may do anything when it is asked.
      return type;
    }
  }

  /** What was thrown, where a failure only says that something was. */
  private static Throwable thrown(Throwable failure) {
    Throwable thrown = failure;
    while ((thrown instanceof InvocationTargetException
            || thrown instanceof ExceptionInInitializerError)
        && thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    return thrown;
  }

  /** As {@code printStackTrace} would have it, which would print every message as it is. */
  private static String trace(Throwable failure) {
    StringBuilder text = new StringBuilder();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
      text.append(text.length() == 0 ? NAME : "\n  Caused by: ").append(Printable.line(words(t)));
      for (StackTraceElement frame : t.getStackTrace()) {
        text.append("\n    at ").append(Printable.line(frame.toString()));
      }
    }
    return text.toString();
  }

  private static boolean isNews(String text) {
    return KNOWN.size() < MOST_KNOWN && KNOWN.add(text);
  }
}
