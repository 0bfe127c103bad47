// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import io.mcpotel.agent.core.Printable;

/** JSON, as it is written. What is not known is null. */
public final class JsonText {

  private final StringBuilder text = new StringBuilder(1024);
  private boolean first = true;

  /** Begins an object or a list, which is a member where it has a name. */
  public JsonText begin(String name, char bracket) {
    name(name);
    text.append(bracket);
    first = true;
    return this;
  }

  public JsonText end(char bracket) {
    text.append(bracket);
    first = false;
    return this;
  }

  /** A member, or an item of a list where its name is null. */
  public JsonText put(String name, String value) {
    name(name);
    if (value == null) {
      text.append("null");
    } else {
      string(value);
    }
    return this;
  }

  public JsonText put(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  /** A number that is not known where it is negative. */
  public JsonText put(String name, long value) {
    name(name);
    text.append(value < 0 ? "null" : Long.toString(value));
    return this;
  }

  /** A number of nanoseconds as one of larger units, with three digits after its point. */
  public JsonText put(String name, long nanos, long nanosOfUnit) {
    name(name);
    if (nanos < 0) {
      text.append("null");
    } else {
      long thousandths = nanos / (nanosOfUnit / 1_000);
      // Not by a format, which writes the digits of the machine's language.
      String rest = Long.toString(1_000 + thousandths % 1_000).substring(1);
      text.append(thousandths / 1_000).append('.').append(rest);
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void name(String name) {
    if (!first) {
      text.append(',');
    }
    first = false;
    if (name != null) {
      string(name);
      text.append(':');
    }
  }

  private void string(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (Printable.isPlain(c) && !Character.isSurrogate(c)) {
        text.append(c);
      } else {
        // Readers put halves together; no terminal obeys this.
        text.append(String.format("\\u%04x", (int) c));
      }
    }
    text.append('"');
  }
}
