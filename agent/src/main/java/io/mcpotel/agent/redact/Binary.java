// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

/** Content that is no text: only its kind and its size come out. */
final class Binary {

  /** Shorter ones may be words or ids. */
  private static final int LONG_RUN = 128;

  /** Of these the digits are not counted one by one, unless escapes are among them. */
  private static final int LARGE = 65_536;

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

  static int endOfRun(CharSequence text, int start) {
    int end = start;
    while (end < text.length() && (isBase64(text.charAt(end)) || text.charAt(end) == '%')) {
      end++;
    }
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
