// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.Base64;

/** Credentials of HTTP, with their scheme, and of commands. */
final class Credentials {

  private static final CharSet IN_TOKEN = CharSet.of("A-Za-z0-9._~+/=-");
  private static final CharSet NAME = CharSet.of("\\w-");
  private static final int LONGEST_COMMAND = 160;

  private Credentials() {}

  /** {@code Bearer …} and {@code Basic …}, of which the scheme stays. */
  static Finding withScheme(Window window, int at) {
    if (window.isInWord(at)) {
      return null;
    }
    boolean bearer = window.startsWithIgnoringCase("bearer", at);
    int space = at + (bearer ? 6 : 5);
    int start = space;
    while (start < window.length && isSpaceOrPlus(window.at(start), start - space)) {
      start++;
    }
    if (start == space) {
      return null;
    }
    int end = start;
    while (end < window.length && isCredential(window.at(end))) {
      end++;
    }
    if (!(bearer ? isBearer(window, start, end) : isBasic(window, start, end))) {
      return null;
    }
    return Finding.secret(
        bearer ? "bearer" : "basic", window.inText(start), window.endInText(IN_TOKEN, end));
  }

  private static boolean isSpaceOrPlus(char c, int before) {
    return c == ' ' || c == '\t' || c == '+' && before == 0;
  }

  private static boolean isCredential(char c) {
    return Binary.isBase64(c) || c == '.' || c == '~' || c == ':' || c == '|';
  }

  private static boolean isBearer(Window window, int start, int end) {
    int size = end - start;
    if (size < 4 || isParameter(window, start, end)) {
      return false;
    }
    boolean mixed = false;
    for (int i = start; i < end; i++) {
      char c = window.at(i);
      mixed |= c >= '0' && c <= '9' || c == '_' || c == '=' || c == '+' || c == '|';
      mixed |= i > start && c >= 'A' && c <= 'Z' && window.at(i - 1) >= 'a';
    }
    return mixed || size >= 20;
  }

  /** {@code realm="…"}: a challenge, and no credentials. */
  private static boolean isParameter(Window window, int start, int end) {
    int i = start;
    while (i < end && (window.at(i) >= 'a' && window.at(i) <= 'z' || window.at(i) == '_')) {
      i++;
    }
    return i == end - 1 && window.at(i) == '=' && window.startsWith("\"", end);
  }

  private static boolean isBasic(Window window, int start, int end) {
    int size = (end - start) / 4 * 4;
    if (size < 4) {
      return false;
    }
    size = Math.min(size, 512);
    try {
      for (byte decoded : Base64.getDecoder().decode(window.string(start, start + size))) {
        if (decoded == ':') {
          return true;
        }
      }
    } catch (IllegalArgumentException e) {
      return false;
    }
    return size >= 12 && (window.at(end - 1) == '=' || Check.isMixed(window, start, end));
  }

  /** {@code curl -u user:password}. */
  static Finding ofCurl(Window window, int at) {
    for (int i = at; i < most(window, at); i++) {
      int value = -1;
      if (window.at(i) != ' ') {
        continue;
      }
      if (window.startsWith(" -u", i)) {
        value = Values.skipSpace(window, i + 3, false);
      } else if (window.startsWith(" --user ", i) || window.startsWith(" --proxy-user ", i)) {
        value = Values.skipSpace(window, i + (window.at(i + 3) == 'u' ? 8 : 14), false);
      }
      if (value > 0 && value < window.length) {
        int start = Characters.isQuote(window.at(value)) ? value + 1 : value;
        int end = Values.endOfBare(window, start);
        boolean pair = window.string(start, Math.min(end, start + 256)).indexOf(':') > 0;
        return pair ? Finding.secret("basic", window.inText(start), window.inText(end)) : null;
      }
    }
    return null;
  }

  /** {@code mysql -ppassword}: with a space, it would ask. */
  static Finding ofMysql(Window window, int at) {
    for (int i = window.run(NAME, at); i < most(window, at); i++) {
      if (window.startsWith(" -p", i) && i + 3 < window.length) {
        int start = Characters.isQuote(window.at(i + 3)) ? i + 4 : i + 3;
        int end = Values.endOfBare(window, start);
        return end == start
            ? null
            : Finding.secret("key", window.inText(start), window.inText(end));
      }
    }
    return null;
  }

  /** {@code machine … login … password …}, as in {@code .netrc}. */
  static Finding ofNetrc(Window window, int at) {
    int login = nextWord(window, nextWord(window, at));
    int password = nextWord(window, nextWord(window, login));
    if (!window.startsWith("login", login) || !window.startsWith("password", password)) {
      return null;
    }
    int start = nextWord(window, password);
    int end = Values.endOfBare(window, start);
    return end == start ? null : Assignments.secret(window, start, end);
  }

  private static int nextWord(Window window, int at) {
    int end = at;
    while (end < window.length && end - at < 256 && !Characters.isSpace(window.at(end))) {
      end++;
    }
    return Values.skipSpace(window, end, true);
  }

  /** The rest of the line, not too far. */
  private static int most(Window window, int at) {
    int end = at;
    while (end < window.length && end - at < LONGEST_COMMAND && window.at(end) != '\n') {
      end++;
    }
    return end;
  }
}
