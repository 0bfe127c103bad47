// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.List;

/** The other members of the object that a member is in, near by. */
final class Siblings {

  /** Of objects that name a thing and give its value: what they call its name. */
  static final List<String> NAMES = List.of("name", "key", "field", "variable", "header");

  private static final int FAR = 256;
  private static final int LONGEST = 128;

  private Siblings() {}

  /** The text of the first that has one of these names, before the key or behind the value. */
  static String of(Window window, int keyQuote, int valueEnd, List<String> names) {
    String before = before(window, keyQuote, names);
    return before != null ? before : behind(window, valueEnd, names);
  }

  private static String before(Window window, int keyQuote, List<String> names) {
    int from = keyQuote;
    while (from > 0 && keyQuote - from < FAR && !isBrace(window.at(from))) {
      from--;
    }
    return member(window, from, keyQuote, names);
  }

  private static String behind(Window window, int valueEnd, List<String> names) {
    Window behind = window.part(valueEnd, valueEnd + FAR);
    int to = 0;
    while (to < behind.length && !isBrace(behind.at(to))) {
      to++;
    }
    return member(behind, 0, to, names);
  }

  private static boolean isBrace(char c) {
    return c == '{' || c == '}';
  }

  private static String member(Window window, int from, int to, List<String> names) {
    for (int i = from; i < to; i++) {
      if (window.at(i) != '"') {
        continue;
      }
      for (String name : names) {
        String text = window.startsWith(name, i + 1) ? text(window, i + 1 + name.length()) : null;
        if (text != null) {
          return text;
        }
      }
    }
    return null;
  }

  /** What stands in quotes behind a key's end and a colon, or null. */
  private static String text(Window window, int keyEnd) {
    int colon = Values.skipSpace(window, keyEnd + 1, true);
    if (!window.startsWith("\"", keyEnd) || !window.startsWith(":", colon)) {
      return null;
    }
    int quote = Values.skipSpace(window, colon + 1, true);
    return window.startsWith("\"", quote) ? upTo(window, quote + 1, "\"") : null;
  }

  private static String upTo(Window window, int start, String ends) {
    int end = start;
    while (end < window.length && end - start < LONGEST && ends.indexOf(window.at(end)) < 0) {
      end++;
    }
    return window.string(start, end);
  }

  /**
   * The same where names have no quotes: the attributes of an element of XML, or the line before in
   * YAML.
   */
  static String ofBare(Window window, int keyStart, int valueStart, char separator) {
    for (int i = keyStart - 1; i > 0 && keyStart - i < FAR && !endsElement(window.at(i)); i--) {
      String text = window.at(i) == separator ? bareText(window, i) : null;
      if (text != null) {
        return text;
      }
    }
    for (int i = valueStart;
        i < window.length && i - valueStart < FAR && !endsElement(window.at(i));
        i++) {
      String text = window.at(i) == separator ? bareText(window, i) : null;
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static boolean endsElement(char c) {
    return c == '<' || c == '>' || isBrace(c);
  }

  private static String bareText(Window window, int separator) {
    int start = separator;
    while (start > 0 && separator - start < LONGEST && isLetter(window.at(start - 1))) {
      start--;
    }
    if (!NAMES.contains(window.string(start, separator))) {
      return null;
    }
    int text = Values.skipSpace(window, separator + 1, false);
    boolean quoted = text < window.length && Characters.isQuote(window.at(text));
    return quoted
        ? upTo(window, text + 1, String.valueOf(window.at(text)))
        : upTo(window, text, " \r\n\t,;");
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }
}
