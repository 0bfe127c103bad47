// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import io.mcpotel.agent.redact.SecretKeys.Kind;

/** The values of keys that no colon and no sign of equality parts from them. */
final class Mentions {

  private static final int LONGEST_OPTION = 48;

  private final SecretKeys keys;

  Mentions(SecretKeys keys) {
    this.keys = keys;
  }

  /** {@code --password value}, in a line or in a list of strings. */
  Finding option(Window window, int dashes) {
    if (dashes > 0 && window.at(dashes - 1) == '-') {
      return null;
    }
    int start = dashes + 2;
    int end = start;
    while (end < window.length
        && end - start < LONGEST_OPTION
        && Characters.isInKey(window.at(end))) {
      end++;
    }
    int value = end;
    while (value < window.length
        && value - end < 16
        && (Characters.isSpace(window.at(value))
            || Characters.isQuote(window.at(value))
            || window.at(value) == ',')) {
      value++;
    }
    if (end == start || value == end || value == window.length || window.at(value) == '-') {
      return null;
    }
    Kind kind = keys.kind(window, start, end);
    if (!isLikely(kind)) {
      return null;
    }
    if (Characters.isQuote(window.at(value - 1))) {
      return value - end < 2 ? null : Assignments.quoted(window, value - 1, kind);
    }
    int stop = Values.endOfBare(window, value);
    return stop == value || Values.isProse(window, value, stop)
        ? null
        : Assignments.secret(window, value, stop);
  }

  private static boolean isLikely(Kind kind) {
    return kind == Kind.SURE || kind == Kind.LIKELY || kind == Kind.HEADER;
  }

  /** {@code with password "value"}, where the value looks like one. */
  Finding mentioned(Window window, int space) {
    int end = space;
    int quote = space + 1;
    int start = Assignments.startOfKey(window, end);
    if (start == end || !isLikely(keys.kind(window, start, end))) {
      return null;
    }
    int stop = Values.endOfBare(window, quote + 1);
    boolean closed = stop < window.length && window.at(stop) == window.at(quote);
    return (closed || stop == window.length) && Values.looksSecret(window, quote + 1, stop)
        ? Assignments.secret(window, quote + 1, stop)
        : null;
  }

  /** {@code <password>value</password>}. */
  Finding element(Window window, int close) {
    int open = close - 1;
    while (open >= 0
        && close - open < Assignments.LONGEST_KEY
        && "<>".indexOf(window.at(open)) < 0) {
      open--;
    }
    if (open < 0 || window.at(open) != '<') {
      return null;
    }
    int start = open + 1;
    int end = start;
    while (end < close && (Characters.isInKey(window.at(end)) || window.at(end) == ':')) {
      if (window.at(end++) == ':') {
        start = end;
      }
    }
    Kind kind = start == end ? Kind.HARMLESS : keys.kind(window, start, end);
    if (!isLikely(kind)) {
      return null;
    }
    if (close + 1 < window.length && CodeReferences.isPlaceholder(window, close + 1)) {
      return null;
    }
    int stop = close + 1;
    while (stop < window.length && window.at(stop) != '<') {
      stop++;
    }
    boolean closed = window.startsWith("</", stop) || stop == window.length && kind == Kind.SURE;
    return stop == close + 1 || !closed ? null : Assignments.secret(window, close + 1, stop);
  }

  /** {@code ["password", "value"]}; as a member, it may be a list of names. */
  Finding pair(Window window, int bracket) {
    int end = bracket + 2;
    while (end < window.length && end - bracket < 64 && Characters.isInKey(window.at(end))) {
      end++;
    }
    int comma = Values.skipSpace(window, end + 1, true);
    if (!window.startsWith("\"", end)
        || !window.startsWith(",", comma)
        || !isLikely(keys.kind(window, bracket + 2, end))) {
      return null;
    }
    int quote = Values.skipSpace(window, comma + 1, true);
    if (!window.startsWith("\"", quote)) {
      return null;
    }
    int close = Values.endOfBare(window, quote + 1);
    boolean two = window.startsWith("]", Values.skipSpace(window, close + 1, true));
    boolean member = bracket > 0 && window.at(bracket - 1) == ':';
    return two && (!member || Values.looksSecret(window, quote + 1, close))
        ? Assignments.quoted(window, quote, Kind.SURE)
        : null;
  }
}
