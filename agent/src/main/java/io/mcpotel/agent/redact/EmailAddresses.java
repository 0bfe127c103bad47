// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.Set;

/** E-mail addresses. */
final class EmailAddresses {

  /** An address's first part is not longer. */
  static final int LONGEST_USER = 64;

  private static final int LONGEST_HOST = 255;

  /** What looks like an address, such as icon@2x.png, and is a file. */
  private static final Set<String> FILES =
      Set.of("png", "jpg", "jpeg", "gif", "svg", "webp", "jar");

  private EmailAddresses() {}

  /** At the @ of an address. */
  static Finding at(Window window, int at) {
    int start = at;
    while (start > 0 && at - start < LONGEST_USER && Characters.isInUser(window.at(start - 1))) {
      start--;
    }
    while (start < at && window.at(start) == '.') {
      start++;
    }
    int end = at + 1;
    int dot = -1;
    while (end < window.length && end - at < LONGEST_HOST && isHost(window.at(end))) {
      if (window.at(end) == '.') {
        dot = end;
      }
      end++;
    }
    while (end > at + 1 && (window.at(end - 1) == '.' || window.at(end - 1) == '-')) {
      end--;
      if (dot == end) {
        dot = lastDot(window, at, end);
      }
    }
    // No top-level domain has digits: a sentence goes on with them.
    while (dot > at && hasDigit(window, dot + 1, end)) {
      end = dot;
      dot = lastDot(window, at, end);
    }
    boolean git = at - start == 3 && window.startsWith("git@", start);
    if (start == at || dot <= at + 1 || end - dot < 3 || git) {
      return null;
    }
    String ending = window.string(dot + 1, end);
    return FILES.contains(ending)
        ? null
        : Finding.secret("email", window.inText(start), window.inText(end));
  }

  private static boolean hasDigit(Window window, int start, int end) {
    for (int i = start; i < end; i++) {
      if (Characters.isDigit(window.at(i))) {
        return !window.startsWith("xn--", start);
      }
    }
    return false;
  }

  private static int lastDot(Window window, int at, int end) {
    int dot = end - 1;
    while (dot > at && window.at(dot) != '.') {
      dot--;
    }
    return dot > at ? dot : -1;
  }

  private static boolean isHost(char c) {
    return Characters.isAlphanumeric(c)
        || c == '.'
        || c == '-'
        || c == '_'
        || Characters.isForeignLetter(c);
  }
}
