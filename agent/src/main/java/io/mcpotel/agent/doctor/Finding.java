// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.doctor;

import java.util.function.UnaryOperator;

/**
 * One thing that was found out about a JVM, which is a line.
 *
 * @param good whether all is well with it
 * @param about a word for what it is about
 * @param text what was found
 * @param todo what to do about it, or nothing
 */
public record Finding(boolean good, String about, String text, String todo) {

  public static Finding good(String about, String text) {
    return new Finding(true, about, text, "");
  }

  public static Finding bad(String about, String text, String todo) {
    return new Finding(false, about, text, todo);
  }

  /** With what others wrote made fit to be printed. */
  public Finding printable(UnaryOperator<String> redaction) {
    return new Finding(good, about, redaction.apply(text), todo);
  }

  @Override
  public String toString() {
    return (good ? "ok   " : "BAD  ") + about + ": " + text + (todo.isEmpty() ? "" : " -> " + todo);
  }
}
