// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

/**
 * One object for the short texts that come again and again, such as the names of methods, tools and
 * sessions: most of what rows take in memory while they wait for the store is texts. A new text
 * takes the place of another one, so that this does not grow, whatever comes in.
 */
final class SharedTexts {

  private static final int PLACES = 4_096;
  private static final int MOST_LENGTH = 64;

  private static final String[] TEXTS = new String[PLACES];

  private SharedTexts() {}

  /** An equal text. Threads may see those of others late or never, which does no harm. */
  static String of(String text) {
    if (text.length() > MOST_LENGTH) {
      return text;
    }
    int hash = text.hashCode();
    int place = (hash ^ hash >>> 12) & PLACES - 1;
    String known = TEXTS[place];
    if (text.equals(known)) {
      return known;
    }
    TEXTS[place] = text;
    return text;
  }
}
