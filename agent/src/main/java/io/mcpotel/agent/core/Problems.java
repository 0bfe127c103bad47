// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the agent has to say, on stderr and never on stdout, and each thing once. */
public final class Problems {

  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();
  private static volatile boolean debug;

  private Problems() {}

  /** Lets stack traces and debug lines through. */
  public static void debug(boolean on) {
    debug = on;
  }

  public static boolean isDebug() {
    return debug;
  }

  public static void line(String text) {
    System.err.println("[mcp-otel-agent] " + text);
  }

  /** A line that is told the first time only. */
  public static void once(String text) {
    if (TOLD.add(text)) {
      line(text);
    }
  }

  /** Told only where the user asked for more. */
  public static void debug(String text) {
    if (debug) {
      line(text);
    }
  }

  /** A failure of our own that the application was kept from. */
  public static void report(String doing, Throwable failure) {
    Health.failed(doing);
    // What the SDK lacks may be missed in many places.
    String told =
        failure instanceof LinkageError ? failure.toString() : doing + failure.getClass().getName();
    if (TOLD.add(told)) {
      line("failed at " + doing + ", the application goes on without it: " + failure);
    }
    if (debug) {
      failure.printStackTrace();
    }
  }
}
