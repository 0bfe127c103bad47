// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

/** A key in lower case without separators, and where its last word begins. */
final class KeyName {

  final String joined;
  private int lastWord;

  KeyName(CharSequence key) {
    StringBuilder letters = new StringBuilder(key.length());
    boolean parted = false;
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (!Character.isLetterOrDigit(c)) {
        parted = true;
        continue;
      }
      if (parted || isHump(key, i)) {
        lastWord = letters.length();
      }
      parted = false;
      letters.append(Character.toLowerCase(c));
    }
    int length = letters.length();
    while (length > lastWord + 1 && letters.charAt(length - 1) <= '9') {
      length--;
    }
    joined = letters.substring(0, length);
  }

  private static boolean isHump(CharSequence key, int i) {
    if (i == 0 || !Character.isUpperCase(key.charAt(i))) {
      return false;
    }
    return !Character.isUpperCase(key.charAt(i - 1))
        || i + 1 < key.length() && Character.isLowerCase(key.charAt(i + 1));
  }

  /** Whether nothing parts its words. */
  boolean isOneWord() {
    return lastWord == 0;
  }

  String last() {
    return isOneWord() ? joined : joined.substring(lastWord);
  }
}
