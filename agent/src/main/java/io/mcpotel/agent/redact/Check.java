// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

/** What else must be so of a token that looks right. */
enum Check {
  /** Nothing: no other text begins like this, and so it may be longer, or cut off by the end. */
  KNOWN,

  /** Nothing, but that it is exactly as long. */
  EXACT,

  /** Some part between dashes is long and has letters and digits: no name has. */
  MIXED {
    @Override
    boolean passes(Window window, int from, int end, int afterKeyword) {
      int start = Math.min(afterKeyword, end);
      return isMixed(window, start, Math.min(end, start + ENOUGH));
    }
  },

  /** Capitals, small letters and digits take turns more often than they do in any name. */
  RANDOM {
    @Override
    boolean passes(Window window, int start, int end, int afterKeyword) {
      int turns = 0;
      int stop = Math.min(end, afterKeyword + ENOUGH);
      for (int i = afterKeyword + 1; i < stop; i++) {
        turns += kind(window.at(i)) == kind(window.at(i - 1)) ? 0 : 1;
      }
      return turns * 3 >= stop - afterKeyword;
    }
  };

  /** The one that is called so in the table. */
  static Check of(String name) {
    for (Check check : values()) {
      if (check.name().equalsIgnoreCase(name)) {
        return check;
      }
    }
    throw new IllegalArgumentException(name);
  }

  /** So much of a token tells how it is. */
  private static final int ENOUGH = 128;

  /**
   * Whether it is so.
   *
   * @param start where the token begins
   * @param end where it ends
   * @param afterKeyword where the word ends that it was found by
   */
  boolean passes(Window window, int start, int end, int afterKeyword) {
    return true;
  }

  private static int kind(char c) {
    return Characters.isDigit(c) ? 0 : c >= 'a' ? 1 : 2;
  }

  static boolean isMixed(Window window, int start, int end) {
    int letters = 0;
    int digits = 0;
    for (int i = start; i < end; i++) {
      char c = window.at(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (Characters.isAlphanumeric(c)) {
        letters++;
      } else {
        letters = 0;
        digits = 0;
      }
      if (digits > 0 && letters > 0 && digits + letters >= 12) {
        return true;
      }
    }
    return false;
  }
}
