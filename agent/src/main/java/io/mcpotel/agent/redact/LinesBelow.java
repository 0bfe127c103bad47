// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

/** A value of YAML that stands on the lines below its key, and further in. */
final class LinesBelow {

  private LinesBelow() {}

  /** At what follows the key's colon: the end of the line, or a sign that a block begins. */
  static Finding find(Window window, int keyStart, int behindColon) {
    int i = behindColon;
    char sign = window.at(i);
    boolean block = sign == '|' || sign == '>';
    while (block && i < window.length && "|>+-0123456789 ".indexOf(window.at(i)) >= 0) {
      i++;
    }
    int line = behindLineEnd(window, i);
    if (line < 0) {
      return null;
    }
    int margin = margin(window, keyStart);
    int start = indented(window, line, margin);
    if (start < 0) {
      return null;
    }
    int end = endOfLine(window, start);
    if (block) {
      return lines(window, start, margin);
    }
    return isWord(window, start, end) && !Values.isProse(window, start, end)
        ? Assignments.secret(window, start, end)
        : null;
  }

  /** All lines below a key that are further in. */
  static Finding block(Window window, int keyStart, int endOfLine) {
    int line = behindLineEnd(window, endOfLine);
    int margin = margin(window, keyStart);
    int start = line < 0 ? -1 : indented(window, line, margin);
    return start < 0 ? null : lines(window, start, margin);
  }

  private static Finding lines(Window window, int start, int margin) {
    int end = endOfLine(window, start);
    for (int next = behindLineEnd(window, end); next >= 0; next = behindLineEnd(window, end)) {
      int text = indented(window, next, margin);
      if (text < 0) {
        break;
      }
      end = endOfLine(window, text);
    }
    return Finding.secret("key", window.inText(start), window.inText(end));
  }

  /** How far in the line begins that the key is on. */
  private static int margin(Window window, int keyStart) {
    int start = keyStart;
    while (start > 0 && isIn(window.at(start - 1))) {
      start--;
    }
    return keyStart - start;
  }

  private static boolean isIn(char c) {
    return c == ' ' || c == '-';
  }

  private static int behindLineEnd(Window window, int at) {
    int i = at < window.length && window.at(at) == '\r' ? at + 1 : at;
    return i < window.length && window.at(i) == '\n' ? i + 1 : -1;
  }

  /** Where the text of a line begins that is further in than the margin; else -1. */
  private static int indented(Window window, int line, int margin) {
    int i = line;
    while (i < window.length && window.at(i) == ' ') {
      i++;
    }
    boolean empty = i == window.length || window.at(i) == '\n' || window.at(i) == '\r';
    return empty || i - line <= margin ? -1 : i;
  }

  private static int endOfLine(Window window, int start) {
    int end = start;
    while (end < window.length && window.at(end) != '\n' && window.at(end) != '\r') {
      end++;
    }
    return end;
  }

  /** No list, no other key, no sentence. */
  private static boolean isWord(Window window, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = window.at(i);
      if (c == ' ' || c == '\t' || c == ':' && (i + 1 == end || window.at(i + 1) == ' ')) {
        return false;
      }
    }
    return end > start;
  }
}
