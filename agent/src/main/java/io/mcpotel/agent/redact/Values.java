// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

/** What stands behind a key: where it ends, and what it looks like. */
final class Values {

  private static final int LONGEST_SPACE = 256;
  private static final int LONGEST_WORD = 12;
  private static final int LONGEST_VERSION = 128;

  /** How many characters a search of the JVM's own passes in the time of a step. */
  private static final int SEARCHED_AT_ONCE = 8;

  private Values() {}

  /** Where the string ends that begins with a quote; one that has no end goes on to the text's. */
  static int endOfString(Window window, int quote) {
    int level = window.backslashes(quote);
    if (level >= 0) {
      return endOfString(window, window.inText(quote + 1), window.at(quote), level);
    }
    int end = quote + 1;
    while (end < window.length && window.at(end) != window.at(quote)) {
      end++;
    }
    return end < window.length ? window.inText(end) : window.text.length();
  }

  /** A quote ends a string that began with so many backslashes; in it, quotes have more. */
  private static int endOfString(Window window, int start, char quote, int backslashes) {
    CharSequence text = window.text;
    if (backslashes == 0 && text instanceof String string) {
      // The JVM searches megabytes faster than a loop does.
      int end = string.indexOf(quote, start);
      int stop = end < 0 ? string.length() : end;
      window.steps().take((stop - start) / SEARCHED_AT_ONCE + 1);
      if (end < 0 || string.charAt(end - 1) != '\\') {
        return stop;
      }
    }
    int run = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      window.steps().take();
      if (c == '\\') {
        run++;
      } else {
        if (c == quote) {
          // JSON leaves other quotes as they are, so more backslashes are those of their own.
          if (run < backslashes || quote != '"' && run == backslashes) {
            return i - run;
          }
          if (quote == '"' && run % (2 * (backslashes + 1)) == backslashes) {
            return i - backslashes;
          }
        }
        run = 0;
      }
    }
    return text.length();
  }

  /** Where an object or array ends, whatever is in it. */
  static int endOfTree(Window window, int start, int backslashes) {
    CharSequence text = window.text;
    int level = Math.max(0, backslashes);
    int depth = 0;
    int run = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      window.steps().take();
      if (c == '\\') {
        run++;
        continue;
      }
      if (c == '"') {
        if (run < level) {
          return i - run;
        }
        int close = endOfString(window, i + 1, '"', level);
        while (close < text.length() && text.charAt(close) == '\\') {
          close++;
        }
        i = close;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        return i + 1;
      }
      run = 0;
    }
    return text.length();
  }

  /** Where a value without quotes ends. */
  static int endOfBare(Window window, int start) {
    int known = window.bareValueEnd(start);
    if (known >= 0) {
      return known;
    }
    int end = start;
    while (end < window.length && !endsBare(window, end)) {
      end++;
    }
    window.bareValue(start, end);
    return end;
  }

  private static boolean endsBare(Window window, int i) {
    char c = window.at(i);
    switch (c) {
      case '"', '\'', '<', '>', '`', '\u00a0':
        return true;
      case '&', '#':
        return isAssignedNext(window, i + 1);
      case ',', ';':
        return i + 1 == window.length
            || Characters.isSpace(window.at(i + 1))
            || isAssignedNext(window, i + 1);
      case '}', ']', ')':
        return i + 1 == window.length
            || Characters.isSpace(window.at(i + 1))
            || "}]),;.\"'".indexOf(window.at(i + 1)) >= 0;
      default:
        return c <= ' ';
    }
  }

  private static boolean isAssignedNext(Window window, int start) {
    int i = start;
    while (i < window.length
        && i - start < 40
        && (Characters.isInKey(window.at(i)) || window.at(i) == ' ')) {
      i++;
    }
    boolean quoted = i == start && i < window.length && Characters.isQuote(window.at(i));
    return quoted || i > start && i < window.length && (window.at(i) == '=' || window.at(i) == ':');
  }

  static int endOfLine(Window window, int start) {
    int end = start;
    while (end < window.length
        && (window.at(end) >= ' ' || window.at(end) == '\t')
        && window.at(end) != '"'
        && window.at(end) != '\'') {
      end++;
    }
    return end;
  }

  /** Where a value ends that goes on where the window ends. */
  static int endInText(Window window, int end) {
    int place = window.inText(end);
    if (end == window.length) {
      while (place < window.text.length()
          && window.text.charAt(place) > ' '
          && !Characters.isQuote(window.text.charAt(place))) {
        window.steps().take();
        place++;
      }
    }
    return place;
  }

  static boolean isProse(Window window, int start, int end) {
    int last = end;
    while (last > start && !Character.isLetterOrDigit(window.at(last - 1))) {
      last--;
    }
    if (last == start) {
      return true;
    }
    return last - start < LONGEST_WORD && SecretKeyWords.isProse(window.string(start, last))
        || isMark(window, start);
  }

  static boolean isMark(Window window, int start) {
    if (!window.startsWith("[redacted:", start)) {
      return false;
    }
    int end = start + 10;
    while (end < window.length && end - start < 40 && isInMark(window.at(end))) {
      end++;
    }
    return end < window.length && window.at(end) == ']';
  }

  private static boolean isInMark(char c) {
    return c >= 'a' && c <= 'z' || c == '-' || c == ':' || Characters.isDigit(c);
  }

  static boolean isNumber(Window window, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = window.at(i);
      if (!Characters.isDigit(c) && c != '.' && c != ',' && c != '-' && c != '/') {
        return false;
      }
    }
    return true;
  }

  /** With digits, or too long for a word; a version, as in group:name:1.2, is no secret. */
  static boolean looksSecret(Window window, int start, int end) {
    if (end - start > LONGEST_VERSION) {
      return true;
    }
    int digits = 0;
    int dots = 0;
    int last = start;
    for (int i = start; i < end; i++) {
      char c = window.at(i);
      if (Characters.isDigit(c)) {
        digits++;
      } else if (c == '.') {
        dots++;
      } else if (c == ':' && digits == 0) {
        last = i + 1;
      }
    }
    boolean version =
        dots > 0 && last < end && Characters.isDigit(window.at(last)) && end - last < 16;
    return !version && (digits > 0 && end - start >= 3 || end - start >= 16);
  }

  /** Whether so many characters come in a row as no name has, digits among them. */
  static boolean isSignature(Window window, int start) {
    int digits = 0;
    int i = start;
    while (i < window.length && i - start < 64 && isInSignature(window.at(i))) {
      if (Characters.isDigit(window.at(i++))) {
        digits++;
      }
    }
    return i - start >= 16 && digits > 0;
  }

  private static boolean isInSignature(char c) {
    return Binary.isBase64(c) || c == '%' || c == '.' || c == '~';
  }

  static int skipSigns(Window window, int start) {
    int i = start;
    while (i < window.length && (window.at(i) == '=' || window.at(i) == '>')) {
      i++;
    }
    return i;
  }

  static int skipSpace(Window window, int start, boolean lines) {
    int i = start;
    while (i < window.length
        && i - start < LONGEST_SPACE
        && Characters.isSpace(window.at(i))
        && (lines || window.at(i) != '\n' && window.at(i) != '\r')) {
      i++;
    }
    return i;
  }
}
