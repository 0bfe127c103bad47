// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import io.mcpotel.agent.redact.SecretKeys.Kind;

/**
 * The values of keys that are known to have secrets: {@code key=value}, {@code key: value}, {@code
 * "key": value}. It knows no grammar: it looks back from a separator for a key, so JSON may be cut,
 * broken, nested or in the middle of a sentence.
 */
final class Assignments {

  static final int LONGEST_KEY = 256;
  private static final int LONGEST_SPACE = 256;

  private final SecretKeys keys;

  Assignments(SecretKeys keys) {
    this.keys = keys;
  }

  /** At the separator. */
  Finding at(Window window, int separator) {
    if (window.startsWith("://", separator)) {
      return null;
    }
    int end = separator;
    while (end > 0 && separator - end < LONGEST_SPACE && Characters.isSpace(window.at(end - 1))) {
      end--;
    }
    if (end > 1 && window.at(end - 1) == ']') {
      end--;
    }
    if (end == 0) {
      return null;
    }
    char quote = window.at(end - 1);
    if (Characters.isQuote(quote)) {
      int start = end - 1;
      while (start > 0 && end - start < LONGEST_KEY && window.at(start - 1) != quote) {
        start--;
      }
      return quotedKey(window, start, end - 1, separator);
    }
    int start = startOfKey(window, end);
    return start == end ? null : bareKey(window, start, end, separator);
  }

  static int startOfKey(Window window, int end) {
    int start = end;
    while (start > 0 && end - start < LONGEST_KEY && Characters.isInKey(window.at(start - 1))) {
      start--;
    }
    return start;
  }

  private Finding quotedKey(Window window, int start, int keyQuote, int separator) {
    Kind kind = keys.kind(window, start, keyQuote);
    if (kind == Kind.PART) {
      return null;
    }
    if (kind != Kind.HARMLESS) {
      return behindQuotedKey(window, keyQuote, separator + 1, kind);
    }
    int length = keyQuote - start;
    if (length == 5 && window.startsWith("value", start)) {
      return namedValue(window, keyQuote, separator);
    }
    if (length == 4 && window.startsWith("data", start)) {
      Finding secret = KubernetesSecrets.member(window, separator);
      return secret != null ? secret : Binary.member(window, keyQuote, separator, false);
    }
    return length == 4 && window.startsWith("blob", start)
        ? Binary.member(window, keyQuote, separator, true)
        : null;
  }

  /** {@code {"name": "password", "value": "…"}}, in either order. */
  private Finding namedValue(Window window, int keyQuote, int separator) {
    int value = Values.skipSpace(window, separator + 1, true);
    boolean text = value < window.length && Characters.isQuote(window.at(value));
    int end = text ? Values.endOfString(window, value) : window.inText(value);
    String name = Siblings.of(window, keyQuote, end, Siblings.NAMES);
    return name != null && keys.isSecret(name)
        ? behindQuotedKey(window, keyQuote, separator + 1, Kind.SURE)
        : null;
  }

  private Finding behindQuotedKey(Window window, int keyQuote, int after, Kind kind) {
    int value = Values.skipSpace(window, Values.skipSigns(window, after), true);
    if (value == window.length) {
      return null;
    }
    char c = window.at(value);
    if (Characters.isQuote(c)) {
      return CodeReferences.isTemplate(window, value) ? null : quoted(window, value, kind);
    }
    String quote = quoteLike(window, keyQuote);
    if (c == '{' || c == '[') {
      return Values.isMark(window, value) || window.startsWith("[]", value)
          ? null
          : tree(window, value, window.backslashes(keyQuote), quote);
    }
    if (kind == Kind.SIGNATURE && !Values.isSignature(window, value)) {
      return null;
    }
    int end = Values.endOfBare(window, value);
    boolean number = Characters.isDigit(c) || c == '-';
    if (end == value || Values.isProse(window, value, end) || number && kind == Kind.COUNTED) {
      return null;
    }
    return new Finding(window.inText(value), Values.endInText(window, end), "key", quote, null);
  }

  static Finding tree(Window window, int value, int backslashes, String quote) {
    int start = window.inText(value);
    return new Finding(start, Values.endOfTree(window, start, backslashes), "key", quote, null);
  }

  static String quoteLike(Window window, int quote) {
    return window.text.subSequence(window.inText(quote), window.inText(quote + 1)).toString();
  }

  private Finding bareKey(Window window, int start, int end, int separator) {
    Kind kind = bareKind(window, start, end);
    char sign = window.at(separator);
    boolean colon = sign == ':';
    boolean twice = separator + 1 < window.length && window.at(separator + 1) == sign;
    if (kind == Kind.HARMLESS || colon && (twice || window.at(separator - 1) == ':')) {
      boolean named = !twice && end - start == 5 && window.startsWith("value", start);
      return named ? namedBareValue(window, start, separator) : null;
    }
    int value = Values.skipSpace(window, Values.skipSigns(window, separator + 1), false);
    if (value == window.length) {
      return null;
    }
    char c = window.at(value);
    if (Characters.isQuote(c)) {
      return isHotKey(window, start, end, value) || CodeReferences.isTemplate(window, value)
          ? null
          : quoted(window, value, kind);
    }
    if (colon && kind == Kind.SURE) {
      Finding below = LinesBelow.find(window, start, value);
      if (below != null) {
        return below;
      }
    }
    boolean sure = !colon || kind == Kind.SURE || kind == Kind.HEADER;
    if (CodeReferences.isPlaceholder(window, value)) {
      return null;
    }
    if (c == '{' || c == '[') {
      boolean none = !sure || kind == Kind.SIGNATURE;
      return none || Values.isMark(window, value) || window.startsWith("[]", value)
          ? null
          : tree(window, value, 0, "");
    }
    boolean comparison = twice && !colon;
    if (comparison || kind == Kind.SIGNATURE && !Values.isSignature(window, value)) {
      return null;
    }
    int stop = Values.endOfBare(window, value);
    if (stop == value
        || Values.isProse(window, value, stop)
        || CodeReferences.isExpression(window, start, end, value, stop)) {
      return null;
    }
    if (kind == Kind.HEADER) {
      stop = Values.endOfLine(window, value);
    } else if (kind == Kind.COUNTED && Values.isNumber(window, value, stop)) {
      return null;
    } else if (!sure && !Values.looksSecret(window, value, stop)) {
      return null;
    }
    return secret(window, value, stop);
  }

  /** HTML's {@code accesskey="n"}. */
  private static boolean isHotKey(Window window, int start, int end, int quote) {
    return end - start == 9
        && window.startsWith("accesskey", start)
        && quote + 2 < window.length
        && window.at(quote + 2) == window.at(quote);
  }

  /** {@code <add key="password" value="…"/>}, and YAML's list of names and values. */
  private Finding namedBareValue(Window window, int start, int separator) {
    int value = Values.skipSpace(window, separator + 1, false);
    String name = Siblings.ofBare(window, start, value, window.at(separator));
    if (name == null || value == window.length || !keys.isSecret(name)) {
      return null;
    }
    if (Characters.isQuote(window.at(value))) {
      return quoted(window, value, Kind.SURE);
    }
    int stop = Values.endOfBare(window, value);
    return stop == value || Values.isProse(window, value, stop)
        ? null
        : secret(window, value, stop);
  }

  private Kind bareKind(Window window, int start, int end) {
    Kind kind = keys.kind(window, start, end);
    if (kind != Kind.HARMLESS && kind != Kind.PART) {
      return kind;
    }
    char letter = start == 0 ? 0 : window.letterOfEscape(start - 1);
    if (letter != 0) {
      kind = keys.kind(letter + window.string(start, end));
    }
    if (kind != Kind.PART) {
      return kind;
    }
    int words = start;
    for (int spaces = 0; words > 0 && end - words < 40; words--) {
      char before = window.at(words - 1);
      if (before == ' ' ? ++spaces > 2 : !Characters.isAlphanumeric(before)) {
        break;
      }
    }
    return keys.endsWithKey(window.string(words, end)) ? Kind.SURE : Kind.HARMLESS;
  }

  static Finding secret(Window window, int start, int end) {
    return Finding.secret("key", window.inText(start), Values.endInText(window, end));
  }

  static Finding quoted(Window window, int quote, Kind kind) {
    if (Values.isMark(window, quote + 1)
        || kind == Kind.SIGNATURE && !Values.isSignature(window, quote + 1)) {
      return null;
    }
    int start = window.inText(quote + 1);
    int end = Values.endOfString(window, quote);
    return end == start ? null : Finding.secret("key", start, end);
  }
}
