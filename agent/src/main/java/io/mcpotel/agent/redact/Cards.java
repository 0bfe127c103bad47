// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

/** The numbers of payment cards, by their issuers and their last digit. */
final class Cards {

  /** Between groups of digits: spaces of any width, and what people type for one. */
  private static final String SEPARATORS = " -._\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f";

  static final int LEAST_DIGITS = 13;

  private Cards() {}

  /** At the first digit of a run. */
  static Finding at(Window window, int at) {
    if (window.isInWord(at)) {
      return null;
    }
    boolean fraction = at > 1 && window.at(at - 1) == '.' && Characters.isDigit(window.at(at - 2));
    if (fraction) {
      return null;
    }
    char separator = 0;
    int count = 0;
    int group = 0;
    int i = at;
    while (i < window.length && count < 20) {
      char c = window.at(i);
      if (Characters.isDigit(c)) {
        count++;
        group++;
        i++;
        if (i < window.length && Characters.isDigit(window.at(i))) {
          continue;
        }
        if (count >= LEAST_DIGITS
            && count <= 19
            && endsNumber(window, i)
            && isCard(window, at, i, count)) {
          return Finding.secret("card", window.inText(at), window.inText(i));
        }
      } else {
        boolean next = i + 1 < window.length && Characters.isDigit(window.at(i + 1));
        boolean grouped = separator == 0 ? group == 4 : c == separator && group >= 3;
        if (!next || !grouped || SEPARATORS.indexOf(c) < 0) {
          return null;
        }
        separator = c;
        group = 0;
        i++;
      }
    }
    return null;
  }

  private static boolean endsNumber(Window window, int at) {
    if (at == window.length) {
      return true;
    }
    char c = window.at(at);
    return !Characters.isAlphanumeric(c)
        && !(c == '.' && at + 1 < window.length && Characters.isDigit(window.at(at + 1)));
  }

  private static boolean isCard(Window window, int start, int end, int count) {
    int sum = 0;
    int prefix = 0;
    int seen = 0;
    for (int i = start; i < end; i++) {
      if (Characters.isDigit(window.at(i))) {
        int digit = window.at(i) - '0';
        if (seen < 4) {
          prefix = prefix * 10 + digit;
        }
        int weighed = (count - seen) % 2 == 0 ? digit * 2 : digit;
        sum += weighed > 9 ? weighed - 9 : weighed;
        seen++;
      }
    }
    return sum % 10 == 0 && isIssued(prefix, count);
  }

  /** By the issuers' first four digits. */
  private static boolean isIssued(int prefix, int count) {
    int two = prefix / 100;
    if (two >= 40 && two <= 49) {
      return count == 13 || count == 16 || count == 19;
    }
    if (two >= 51 && two <= 55 || prefix >= 2200 && prefix <= 2204) {
      return count == 16;
    }
    if (prefix >= 2221 && prefix <= 2720) {
      return count == 16;
    }
    boolean fifteen = two == 34 || two == 37 || prefix == 1800 || prefix == 2131;
    if (fifteen) {
      return count == 15;
    }
    if (two == 36 || two == 38 || two == 39 || prefix >= 3000 && prefix <= 3059) {
      return count >= 14;
    }
    if (prefix == 5018 || prefix == 5020 || prefix == 5038 || prefix == 5893 || prefix == 6304) {
      return true;
    }
    boolean discover = prefix == 6011 || prefix >= 6440 && prefix <= 6599;
    boolean others = two == 62 || two == 67 || prefix >= 3528 && prefix <= 3589;
    return (discover || others) && count >= 16;
  }
}
