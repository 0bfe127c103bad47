// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

/** Who one is in a URL: {@code scheme://user:password@host}. */
final class UserInfo {

  private static final int LONGEST = 512;
  private static final CharSet IN_USER_INFO = CharSet.of("A-Za-z0-9._~+/=:!$*-");

  private UserInfo() {}

  /** At the colon of {@code ://}. */
  static Finding at(Window window, int colon) {
    int start = colon + 3;
    int at = -1;
    int port = -1;
    int i = start;
    boolean host = true;
    int most = Math.min(window.length, start + LONGEST);
    while (i < most && !endsUri(window.at(i))) {
      char c = window.at(i);
      if (c == ':' && window.startsWith("://", i)) {
        break;
      }
      if (host && (c == '/' || c == '?' || c == '#')) {
        if (at >= 0 || port < 0 || i == port + 1 || areDigits(window, port + 1, i)) {
          break;
        }
        // A password may have these in it, if no one escaped them.
        host = false;
      }
      if (c == '@') {
        at = i;
        if (!host) {
          break;
        }
      } else if (c == ':' && at < 0 && port < 0) {
        port = i;
      }
      i++;
    }
    if (window.startsWith("[", start)) {
      return null;
    }
    if (at < 0) {
      boolean cutOff = i == window.length && host && port > 0 && i - port > 4;
      if (!cutOff || beginsPort(window, port + 1, i) || window.startsWith(":port", port)) {
        return null;
      }
      at = i;
    }
    // The user of every repository that is reached with SSH.
    boolean nobody = at == start || at - start == 3 && window.startsWith("git@", start);
    return nobody
        ? null
        : Finding.secret(
            "userinfo",
            window.inText(start),
            at == window.length ? window.endInText(IN_USER_INFO, at) : window.inText(at));
  }

  private static boolean endsUri(char c) {
    return c <= ' ' || c == '"' || c == '<' || c == '>' || c == '`' || c == '\u00a0';
  }

  /** Digits, and behind them no letter. */
  private static boolean beginsPort(Window window, int start, int end) {
    int i = start;
    while (i < end && Characters.isDigit(window.at(i))) {
      i++;
    }
    return i > start && (i == end || !Characters.isAlphanumeric(window.at(i)));
  }

  private static boolean areDigits(Window window, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!Characters.isDigit(window.at(i))) {
        return false;
      }
    }
    return true;
  }
}
