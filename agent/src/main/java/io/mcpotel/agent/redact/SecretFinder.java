// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import io.mcpotel.agent.redact.SecretKeys.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes once over a window and finds what must not come out. It knows no grammar: it looks back from
 * each {@code :} and {@code =} for a key, so JSON may be cut, broken, nested or in the middle of a
 * sentence.
 */
final class SecretFinder {

  private static final int LONGEST_KEY = 256;
  private static final int LONGEST_SPACE = 256;

  /** How far the other members of an object are looked for. */
  private static final int SIBLINGS = 512;

  private static final byte SEPARATOR = 1;
  private static final byte WORD = 2;
  private static final byte DIGIT = 3;
  private static final byte AT = 4;
  private static final byte DASH = 5;
  private static final byte TAG = 6;
  private static final byte QUOTE = 7;
  private static final byte[] CLASS = classes();

  private final SecretKeys keys;

  SecretFinder(SecretKeys keys) {
    this.keys = keys;
  }

  /** Whether a member of an object is secret for its key. */
  boolean isSecret(String key, Object value) {
    return switch (keys.kind(key.toCharArray(), 0, key.length())) {
      case SURE, HEADER, LIKELY -> true;
      case COUNTED -> !(value instanceof Number);
      case SIGNATURE -> value instanceof String text && isSignature(text);
      case HARMLESS, PART -> false;
    };
  }

  private static boolean isSignature(String value) {
    Window window = new Window(value, 0, Math.min(value.length(), LONGEST_KEY));
    return isSignature(window, 0);
  }

  private static byte[] classes() {
    byte[] classes = new byte[128];
    for (char c = 0; c < 128; c++) {
      if (SecretShapes.isDigit(c)) {
        classes[c] = DIGIT;
      } else if (SecretShapes.beginsWord(c)) {
        classes[c] = WORD;
      }
    }
    classes[':'] = SEPARATOR;
    classes['='] = SEPARATOR;
    classes['@'] = AT;
    classes['-'] = DASH;
    classes['>'] = TAG;
    classes['"'] = QUOTE;
    classes['\''] = QUOTE;
    return classes;
  }

  /** What begins between two indexes; nothing found overlaps. */
  List<Finding> find(Window window, int from, int to) {
    List<Finding> findings = List.of();
    char[] chars = window.chars;
    int free = window.inText(from);
    int i = from;
    while (i < to) {
      char c = chars[i];
      byte kind = c < 128 ? CLASS[c] : 0;
      if (kind == WORD && !(i + 1 < window.length && SecretShapes.beginsWord(c, chars[i + 1]))) {
        kind = 0;
      }
      Finding finding = kind == 0 ? null : at(window, i, kind);
      if (finding == null) {
        i++;
        continue;
      }
      if (findings.isEmpty()) {
        findings = new ArrayList<>();
      }
      // An address is found at its @, when what is before it may be taken out already.
      int start = Math.max(free, finding.start());
      findings.add(
          start == finding.start()
              ? finding
              : Finding.secret(finding.rule(), start, finding.end()));
      free = finding.end();
      i = Math.max(i + 1, window.indexOf(free));
    }
    return findings;
  }

  private Finding at(Window window, int i, byte kind) {
    char before = i == 0 ? ' ' : window.chars[i - 1];
    switch (kind) {
      case SEPARATOR:
        if (window.startsWith("://", i)) {
          return SecretShapes.userInfo(window, i);
        }
        return assignment(window, i);
      case WORD:
        return SecretShapes.isAlphanumeric(before) ? null : SecretShapes.word(window, i);
      case DIGIT:
        return SecretShapes.isAlphanumeric(before) ? null : SecretShapes.digits(window, i);
      case AT:
        return SecretShapes.email(window, i);
      case DASH:
        if (before == '-' || i + 1 == window.length || window.chars[i + 1] != '-') {
          return null;
        }
        return window.startsWith("-----", i)
            ? SecretShapes.privateKey(window, i)
            : option(window, i + 2);
      case QUOTE:
        return before == ' ' ? mentioned(window, i) : null;
      default:
        return before == '-' ? assignment(window, i - 1) : element(window, i);
    }
  }

  /** {@code key=value}, {@code key: value} or {@code "key": value}. */
  private Finding assignment(Window window, int separator) {
    char[] chars = window.chars;
    int end = separator;
    while (end > 0 && separator - end < LONGEST_SPACE && isSpace(chars[end - 1])) {
      end--;
    }
    if (end > 1 && chars[end - 1] == ']') {
      end--;
    }
    if (end == 0) {
      return null;
    }
    char quote = chars[end - 1];
    if (isQuote(quote)) {
      int start = end - 1;
      while (start > 0 && end - start < LONGEST_KEY && chars[start - 1] != quote) {
        start--;
      }
      Kind kind = keys.kind(window.chars, start, end - 1);
      if (kind == Kind.HARMLESS) {
        if (end - 1 - start == 5 && window.startsWith("value", start)) {
          return namedValue(window, end - 1, separator);
        }
        boolean blob = window.startsWith("blob", start);
        boolean content = end - 1 - start == 4 && (blob || window.startsWith("data", start));
        return content ? binary(window, end - 1, separator, blob) : null;
      }
      if (kind == Kind.PART) {
        return null;
      }
      return quotedKeysValue(window, end - 1, separator + 1, kind);
    }
    int start = end;
    while (start > 0 && end - start < LONGEST_KEY && isInKey(chars[start - 1])) {
      start--;
    }
    return start == end ? null : bareKeysValue(window, start, end, separator);
  }

  /** {@code {"name": "password", "value": "…"}}. */
  private Finding namedValue(Window window, int keyQuote, int separator) {
    String name = memberBefore(window, keyQuote, "name");
    return name != null && isSecret(name, "")
        ? quotedKeysValue(window, keyQuote, separator + 1, Kind.SURE)
        : null;
  }

  private Finding quotedKeysValue(Window window, int keyQuote, int after, Kind kind) {
    int value = skipSpace(window, skipSigns(window, after), true);
    if (value == window.length) {
      return null;
    }
    char c = window.chars[value];
    if (isQuote(c)) {
      return quoted(window, value, kind);
    }
    String quote = quoteLike(window, keyQuote);
    if (c == '{' || c == '[') {
      int end = endOfTree(window.text, window.inText(value), window.backslashes(keyQuote));
      return isMark(window, value) || window.startsWith("[]", value)
          ? null
          : new Finding(window.inText(value), end, "key", quote, null);
    }
    if (kind == Kind.SIGNATURE && !isSignature(window, value)) {
      return null;
    }
    int end = endOfBare(window, value);
    boolean number = SecretShapes.isDigit(c) || c == '-';
    if (end == value || isProse(window, value, end) || number && kind == Kind.COUNTED) {
      return null;
    }
    return new Finding(window.inText(value), endInText(window, end), "key", quote, null);
  }

  private static String quoteLike(Window window, int quote) {
    return window.text.subSequence(window.inText(quote), window.inText(quote + 1)).toString();
  }

  private Finding bareKeysValue(Window window, int start, int end, int separator) {
    char[] chars = window.chars;
    Kind kind = bareKind(window, start, end);
    boolean colon = chars[separator] == ':';
    boolean twice = separator + 1 < window.length && chars[separator + 1] == chars[separator];
    if (kind == Kind.HARMLESS || colon && (twice || chars[separator - 1] == ':')) {
      return null;
    }
    int value = skipSpace(window, skipSigns(window, separator + 1), false);
    if (value == window.length) {
      return null;
    }
    char c = chars[value];
    if (isQuote(c)) {
      return quoted(window, value, kind);
    }
    boolean sure = !colon || kind == Kind.SURE || kind == Kind.HEADER;
    if (c == '{' || c == '[') {
      return !sure || isMark(window, value) || window.startsWith("[]", value)
          ? null
          : Finding.secret(
              "key", window.inText(value), endOfTree(window.text, window.inText(value), 0));
    }
    boolean comparison = twice && !colon;
    if (comparison || kind == Kind.SIGNATURE && !isSignature(window, value)) {
      return null;
    }
    int stop = endOfBare(window, value);
    if (stop == value || isProse(window, value, stop)) {
      return null;
    }
    if (kind == Kind.HEADER) {
      stop = endOfLine(window, value);
    } else if (kind == Kind.COUNTED && isNumber(window, value, stop)) {
      return null;
    } else if (!sure && !looksSecret(window, value, stop)) {
      return null;
    }
    return Finding.secret("key", window.inText(value), endInText(window, stop));
  }

  private Kind bareKind(Window window, int start, int end) {
    Kind kind = keys.kind(window.chars, start, end);
    if (kind != Kind.HARMLESS && kind != Kind.PART) {
      return kind;
    }
    char letter = start == 0 ? 0 : window.letterOfEscape(start - 1);
    if (letter != 0) {
      char[] whole = (letter + window.string(start, end)).toCharArray();
      kind = keys.kind(whole, 0, whole.length);
    }
    if (kind != Kind.PART) {
      return kind;
    }
    int words = start;
    for (int spaces = 0; words > 0 && end - words < 40; words--) {
      char before = window.chars[words - 1];
      if (before == ' ' ? ++spaces > 2 : !SecretShapes.isAlphanumeric(before)) {
        break;
      }
    }
    return keys.endsWithKey(window.string(words, end)) ? Kind.SURE : Kind.HARMLESS;
  }

  /** {@code --password value}, in a line or in a list of strings. */
  private Finding option(Window window, int start) {
    int end = start;
    while (end < window.length && end - start < LONGEST_KEY && isInKey(window.chars[end])) {
      end++;
    }
    int value = end;
    while (value < window.length
        && value - end < 16
        && (isSpace(window.chars[value])
            || isQuote(window.chars[value])
            || window.chars[value] == ',')) {
      value++;
    }
    if (end == start || value == end || value == window.length || window.chars[value] == '-') {
      return null;
    }
    Kind kind = keys.kind(window.chars, start, end);
    if (!isLikely(kind)) {
      return null;
    }
    if (isQuote(window.chars[value - 1])) {
      return value - end < 2 ? null : quoted(window, value - 1, kind);
    }
    int stop = endOfBare(window, value);
    return stop == value || isProse(window, value, stop)
        ? null
        : Finding.secret("key", window.inText(value), endInText(window, stop));
  }

  private static boolean isLikely(Kind kind) {
    return kind == Kind.SURE || kind == Kind.LIKELY || kind == Kind.HEADER;
  }

  /** {@code with password "value"}, where the value looks like one. */
  private Finding mentioned(Window window, int quote) {
    int end = quote - 1;
    int start = end;
    while (start > 0 && end - start < LONGEST_KEY && isInKey(window.chars[start - 1])) {
      start--;
    }
    if (start == end || !isLikely(keys.kind(window.chars, start, end))) {
      return null;
    }
    int stop = endOfBare(window, quote + 1);
    boolean closed = stop < window.length && window.chars[stop] == window.chars[quote];
    return (closed || stop == window.length) && looksSecret(window, quote + 1, stop)
        ? Finding.secret("key", window.inText(quote + 1), endInText(window, stop))
        : null;
  }

  /** {@code <password>value</password>}. */
  private Finding element(Window window, int close) {
    int open = close - 1;
    while (open >= 0 && close - open < LONGEST_KEY && "<>".indexOf(window.chars[open]) < 0) {
      open--;
    }
    if (open < 0 || window.chars[open] != '<') {
      return null;
    }
    int start = open + 1;
    int end = start;
    while (end < close && (isInKey(window.chars[end]) || window.chars[end] == ':')) {
      if (window.chars[end++] == ':') {
        start = end;
      }
    }
    Kind kind = start == end ? Kind.HARMLESS : keys.kind(window.chars, start, end);
    if (!isLikely(kind)) {
      return null;
    }
    int stop = close + 1;
    while (stop < window.length && window.chars[stop] != '<') {
      stop++;
    }
    boolean closed = window.startsWith("</", stop) || stop == window.length && kind == Kind.SURE;
    return stop == close + 1 || !closed
        ? null
        : Finding.secret("key", window.inText(close + 1), endInText(window, stop));
  }

  private static Finding quoted(Window window, int quote, Kind kind) {
    if (isMark(window, quote + 1) || kind == Kind.SIGNATURE && !isSignature(window, quote + 1)) {
      return null;
    }
    int start = window.inText(quote + 1);
    int end = endOfString(window, quote);
    return end == start ? null : Finding.secret("key", start, end);
  }

  /** {@code blob} is always binary; {@code data} where it says so or looks so. */
  private static Finding binary(Window window, int keyQuote, int separator, boolean blob) {
    int quote = skipSpace(window, separator + 1, true);
    if (quote == window.length || window.chars[quote] != '"') {
      return null;
    }
    int start = window.inText(quote + 1);
    boolean longRun =
        Binary.isLongRun(window.text, start, Math.min(start + 256, window.text.length()));
    int end = blob || longRun ? endOfString(window, quote) : -1;
    if (end < 0) {
      end = endOfString(window, quote);
      String type = sibling(window, keyQuote, end, "type");
      if (!"image".equals(type) && !"audio".equals(type)) {
        return null;
      }
    }
    if (start == end || window.startsWith("[binary: ", quote + 1)) {
      return null;
    }
    String mime = sibling(window, keyQuote, end, "mimeType");
    String mark = Binary.mark(mime, Binary.bytes(window.text, start, end));
    return new Finding(start, end, "binary", "", mark);
  }

  /** Another member of the same object, before its key's end or behind its value's, or null. */
  private static String sibling(Window window, int keyQuote, int valueEnd, String name) {
    String before = memberBefore(window, keyQuote, name);
    if (before != null) {
      return before;
    }
    int most = Math.min(window.text.length(), valueEnd + SIBLINGS);
    Window behind = new Window(window.text, valueEnd, most);
    int to = 0;
    while (to < behind.length && behind.chars[to] != '{' && behind.chars[to] != '}') {
      to++;
    }
    return member(behind, 0, to, name);
  }

  private static String memberBefore(Window window, int keyQuote, String name) {
    int from = keyQuote;
    while (from > 0
        && keyQuote - from < SIBLINGS
        && window.chars[from] != '{'
        && window.chars[from] != '}') {
      from--;
    }
    return member(window, from, keyQuote, name);
  }

  private static String member(Window window, int from, int to, String name) {
    for (int i = from; i < to; i++) {
      if (window.chars[i] != '"' || !window.startsWith(name, i + 1)) {
        continue;
      }
      int colon = skipSpace(window, i + 2 + name.length(), true);
      boolean key = window.startsWith("\"", i + 1 + name.length()) && window.startsWith(":", colon);
      int quote = key ? skipSpace(window, colon + 1, true) : window.length;
      if (window.startsWith("\"", quote)) {
        int end = quote + 1;
        while (end < window.length && window.chars[end] != '"') {
          end++;
        }
        return window.string(quote + 1, end);
      }
    }
    return null;
  }

  /** Where the string ends that begins with a quote; one that has no end goes on to the text's. */
  private static int endOfString(Window window, int quote) {
    int level = window.backslashes(quote);
    if (level >= 0) {
      return endOfString(window.text, window.inText(quote + 1), window.chars[quote], level);
    }
    int end = quote + 1;
    while (end < window.length && window.chars[end] != window.chars[quote]) {
      end++;
    }
    return end < window.length ? window.inText(end) : window.text.length();
  }

  /** A quote ends a string that began with so many backslashes; in it, quotes have more. */
  private static int endOfString(CharSequence text, int start, char quote, int backslashes) {
    if (backslashes == 0 && text instanceof String string) {
      // The JVM searches megabytes faster than a loop does.
      int end = string.indexOf(quote, start);
      if (end < 0 || string.charAt(end - 1) != '\\') {
        return end < 0 ? string.length() : end;
      }
    }
    int run = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
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
  private static int endOfTree(CharSequence text, int start, int backslashes) {
    int level = Math.max(0, backslashes);
    int depth = 0;
    int run = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        run++;
        continue;
      }
      if (c == '"') {
        if (run < level) {
          return i - run;
        }
        int close = endOfString(text, i + 1, '"', level);
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

  private static int endOfBare(Window window, int start) {
    int end = start;
    while (end < window.length && !endsBare(window, end)) {
      end++;
    }
    return end;
  }

  private static boolean endsBare(Window window, int i) {
    char c = window.chars[i];
    switch (c) {
      case '"', '\'', '<', '>', '`', '\u00a0':
        return true;
      case '&', '#':
        return isAssignedNext(window, i + 1);
      case ',', ';':
        return i + 1 == window.length
            || isSpace(window.chars[i + 1])
            || isAssignedNext(window, i + 1);
      case '}', ']', ')':
        return i + 1 == window.length
            || isSpace(window.chars[i + 1])
            || "}]),;.\"'".indexOf(window.chars[i + 1]) >= 0;
      default:
        return c <= ' ';
    }
  }

  private static boolean isAssignedNext(Window window, int start) {
    int i = start;
    while (i < window.length
        && i - start < 40
        && (isInKey(window.chars[i]) || window.chars[i] == ' ')) {
      i++;
    }
    boolean quoted = i == start && i < window.length && isQuote(window.chars[i]);
    return quoted
        || i > start && i < window.length && (window.chars[i] == '=' || window.chars[i] == ':');
  }

  private static int endOfLine(Window window, int start) {
    int end = start;
    while (end < window.length
        && (window.chars[end] >= ' ' || window.chars[end] == '\t')
        && window.chars[end] != '"'
        && window.chars[end] != '\'') {
      end++;
    }
    return end;
  }

  /** Where a value ends that goes on where the window ends. */
  private static int endInText(Window window, int end) {
    int place = window.inText(end);
    if (end == window.length) {
      while (place < window.text.length()
          && window.text.charAt(place) > ' '
          && !isQuote(window.text.charAt(place))) {
        place++;
      }
    }
    return place;
  }

  private static boolean isProse(Window window, int start, int end) {
    int last = end;
    while (last > start && !SecretShapes.isAlphanumeric(window.chars[last - 1])) {
      last--;
    }
    if (last == start) {
      return true;
    }
    return last - start < 12 && SecretKeys.isProse(window.string(start, last))
        || isMark(window, start);
  }

  private static boolean isMark(Window window, int start) {
    if (!window.startsWith("[redacted:", start)) {
      return false;
    }
    int end = start + 10;
    while (end < window.length && end - start < 40 && isInMark(window.chars[end])) {
      end++;
    }
    return end < window.length && window.chars[end] == ']';
  }

  private static boolean isInMark(char c) {
    return c >= 'a' && c <= 'z' || c == '-' || c == ':' || SecretShapes.isDigit(c);
  }

  private static boolean isNumber(Window window, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = window.chars[i];
      if (!SecretShapes.isDigit(c) && c != '.' && c != ',' && c != '-' && c != '/') {
        return false;
      }
    }
    return true;
  }

  /** With digits, or too long for a word; a version, as in group:name:1.2, is no secret. */
  private static boolean looksSecret(Window window, int start, int end) {
    int digits = 0;
    int dots = 0;
    int last = start;
    for (int i = start; i < end; i++) {
      char c = window.chars[i];
      if (SecretShapes.isDigit(c)) {
        digits++;
      } else if (c == '.') {
        dots++;
      } else if (c == ':' && digits == 0) {
        last = i + 1;
      }
    }
    boolean version =
        dots > 0 && last < end && SecretShapes.isDigit(window.chars[last]) && end - last < 16;
    return !version && (digits > 0 && end - start >= 3 || end - start >= 16);
  }

  /** Whether so many characters come in a row as no name has, digits among them. */
  private static boolean isSignature(Window window, int start) {
    int digits = 0;
    int i = start;
    while (i < window.length && i - start < 64 && isInSignature(window.chars[i])) {
      if (SecretShapes.isDigit(window.chars[i++])) {
        digits++;
      }
    }
    return i - start >= 16 && digits > 0;
  }

  private static boolean isInSignature(char c) {
    return Binary.isBase64(c) || c == '%' || c == '.' || c == '~';
  }

  private static int skipSigns(Window window, int start) {
    int i = start;
    while (i < window.length && (window.chars[i] == '=' || window.chars[i] == '>')) {
      i++;
    }
    return i;
  }

  private static int skipSpace(Window window, int start, boolean lines) {
    int i = start;
    while (i < window.length
        && i - start < LONGEST_SPACE
        && isSpace(window.chars[i])
        && (lines || window.chars[i] != '\n' && window.chars[i] != '\r')) {
      i++;
    }
    return i;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\u00a0';
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  private static boolean isInKey(char c) {
    return SecretShapes.isAlphanumeric(c)
        || c == '_'
        || c == '-'
        || c == '.'
        || c == '$'
        || c > 0x7f && Character.isLetter(c);
  }
}
