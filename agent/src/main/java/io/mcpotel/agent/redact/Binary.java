// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.List;

/** Content that is no text: only its kind and its size come out. */
final class Binary {

  /** Shorter ones may be words or ids. */
  private static final int LONG_RUN = 128;

  /** Of these the digits are not counted one by one, unless escapes are among them. */
  private static final int LARGE = 65_536;

  private static final List<String> TYPE = List.of("type");
  private static final List<String> MIME_TYPE = List.of("mimeType");

  private Binary() {}

  static String mark(String type, long bytes) {
    String known = type == null || !isType(type) ? "" : type + ", ";
    return "[binary: " + known + bytes + " bytes]";
  }

  private static boolean isType(String type) {
    for (int i = 0; i < type.length(); i++) {
      char c = type.charAt(i);
      if (!isBase64(c) && c != '.' && c != ';' && c != ' ' && c != '*') {
        return false;
      }
    }
    return !type.isEmpty() && type.length() <= 100;
  }

  /** {@code blob} is always binary; {@code data} where it says so or looks so. */
  static Finding member(Window window, int keyQuote, int separator, boolean blob) {
    int quote = Values.skipSpace(window, separator + 1, true);
    if (quote == window.length || window.at(quote) != '"') {
      return null;
    }
    int start = window.inText(quote + 1);
    boolean longRun = isLongRun(window.text, start, Math.min(start + 256, window.text.length()));
    int end = blob || longRun ? Values.endOfString(window, quote) : -1;
    if (end < 0) {
      end = Values.endOfString(window, quote);
      String type = Siblings.of(window, keyQuote, end, TYPE);
      if (!"image".equals(type) && !"audio".equals(type)) {
        return null;
      }
    }
    if (start == end || window.startsWith("[binary: ", quote + 1)) {
      return null;
    }
    String mime = Siblings.of(window, keyQuote, end, MIME_TYPE);
    String mark = mark(mime, bytes(window, start, end));
    return new Finding(start, end, "binary", "", mark);
  }

  /** {@code data:type;base64,…}. */
  static Finding dataUri(Window window, int at) {
    int most = Math.min(window.length, at + 160);
    int comma = at + 5;
    while (comma < most && ",:".indexOf(window.at(comma)) < 0 && window.at(comma) > ' ') {
      comma++;
    }
    if (comma >= most
        || window.at(comma) != ','
        || comma < at + 12
        || !window.startsWith(";base64", comma - 7)) {
      return null;
    }
    String type = window.string(at + 5, comma - 7);
    int semicolon = type.indexOf(';');
    int start = window.inText(comma + 1);
    int end = endOfRun(window, start);
    while (end + 1 < window.text.length()
        && window.text.charAt(end) == '\\'
        && window.text.charAt(end + 1) == '/') {
      end = endOfRun(window, end + 1);
    }
    String mark =
        mark(semicolon < 0 ? type : type.substring(0, semicolon), bytes(window, start, end));
    return new Finding(window.inText(at), end, "binary", "", mark);
  }

  private static long bytes(Window window, int start, int end) {
    window.steps().take((end - start) / 2);
    return bytes(window.text, start, end);
  }

  /** How many bytes base64 stands for, line ends and escapes aside. */
  static long bytes(CharSequence text, int start, int end) {
    if (end - start > LARGE && text instanceof String string) {
      int escape = string.indexOf('\\', start);
      if (escape < 0 || escape >= end) {
        int padding = text.charAt(end - 1) != '=' ? 0 : text.charAt(end - 2) != '=' ? 1 : 2;
        return (end - start - padding) * 3L / 4;
      }
    }
    long digits = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < end) {
        if (text.charAt(i + 1) != '/') {
          i++;
        }
      } else if (isBase64(c) && c != '=') {
        digits++;
      }
    }
    return digits * 3 / 4;
  }

  static boolean isLongRun(CharSequence text, int start, int end) {
    if (end - start < LONG_RUN) {
      return false;
    }
    for (int i = start; i < start + LONG_RUN; i++) {
      char c = text.charAt(i);
      if (!isBase64(c) && c != '\r' && c != '\n' && c != '\\') {
        return false;
      }
    }
    return true;
  }

  private static int endOfRun(Window window, int start) {
    CharSequence text = window.text;
    int end = start;
    while (end < text.length() && (isBase64(text.charAt(end)) || text.charAt(end) == '%')) {
      end++;
    }
    window.steps().take(end - start);
    return end;
  }

  static boolean isBase64(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '+'
        || c == '/'
        || c == '='
        || c == '-'
        || c == '_';
  }
}
