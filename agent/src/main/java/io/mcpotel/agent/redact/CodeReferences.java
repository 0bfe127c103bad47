// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

/** Values without quotes that name where a secret comes from, and are none: a program's text. */
final class CodeReferences {

  private static final CharSet NAME = CharSet.of("\\w.$!");
  private static final CharSet WORD = CharSet.of("A-Za-z0-9");
  private static final CharSet LETTERS = CharSet.of("A-Za-z_.$");

  private CodeReferences() {}

  /** {@code {user.token}}, {@code ${TOKEN}}, {@code {{ token }}}, {@code %TOKEN%}. */
  static boolean isPlaceholder(Window window, int start) {
    int i = start;
    boolean percent = window.at(i) == '%';
    while (i < window.length && i - start < 3 && "${%".indexOf(window.at(i)) >= 0) {
      i++;
    }
    int name = Values.skipSpace(window, i, false);
    int end = Math.min(window.run(NAME, name), name + 128);
    int close = Values.skipSpace(window, end, false);
    // A password may stand in braces, as ODBC has it.
    boolean sure = i - start > 1 || percent || window.string(name, end).indexOf('.') > 0;
    return i > start
        && end > name
        && sure
        && close < window.length
        && window.at(close) == (percent ? '%' : '}');
  }

  /** {@code `Bearer ${token}`}. */
  static boolean isTemplate(Window window, int quote) {
    for (int i = quote + 1; i < window.length && i - quote < 128; i++) {
      if (window.at(i) == '`') {
        return false;
      }
      if (window.startsWith("${", i)) {
        return window.at(quote) == '`';
      }
    }
    return false;
  }

  /** {@code next(tokens)}, {@code params['key']}, {@code self.session} for a session. */
  static boolean isExpression(Window window, int keyStart, int keyEnd, int start, int end) {
    char first = window.at(start);
    if (!LETTERS.has(first)) {
      return false;
    }
    int name = Math.min(window.run(NAME, start), end + 1);
    if (name < window.length && name > start + 1) {
      char next = window.at(name);
      if (next == '(' || next == '[' || window.startsWith(" + \"", name)) {
        return true;
      }
    }
    int stop = end;
    while (stop > start && ",;)]".indexOf(window.at(stop - 1)) >= 0) {
      stop--;
    }
    return window.run(LETTERS, start) >= stop
        && isPath(window, start, stop)
        && endsLike(window, keyStart, keyEnd, start, stop);
  }

  private static boolean isPath(Window window, int start, int end) {
    String value = window.string(start, Math.min(end, start + 128));
    for (int i = 1; i < value.length(); i++) {
      if (value.charAt(i) >= 'A' && value.charAt(i) <= 'Z' && value.charAt(i - 1) >= 'a') {
        return true;
      }
    }
    return value.indexOf('.') > 0 || value.indexOf('_') >= 0;
  }

  /** Whether the value's last word is the key's. */
  private static boolean endsLike(Window window, int keyStart, int keyEnd, int start, int end) {
    int key = window.runBack(WORD, keyEnd, keyEnd - keyStart);
    int value = window.runBack(WORD, end, end - start);
    return end - value >= 3
        && window.string(key, keyEnd).equalsIgnoreCase(window.string(value, end));
  }
}
