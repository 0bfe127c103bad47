// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The word that somebody may have meant. */
final class Nearest {

  private static final int MOST_LENGTH = 40;

  private Nearest() {}

  static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > MOST_LENGTH) {
      return Optional.empty();
    }
    return known.stream()
        .filter(each -> changes(word, each) <= Math.max(1, each.length() / 3))
        .min(Comparator.comparing((String each) -> changes(word, each)));
  }

  /** How many characters have to be put in, left out, replaced or swapped with the next. */
  private static int changes(String from, String to) {
    int[][] table = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        table[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : least(table, from, to, i, j);
      }
    }
    return table[from.length()][to.length()];
  }

  private static int least(int[][] table, String from, String to, int i, int j) {
    boolean same = from.charAt(i - 1) == to.charAt(j - 1);
    int least = Math.min(table[i - 1][j - 1] + (same ? 0 : 1), 1 + table[i - 1][j]);
    least = Math.min(least, 1 + table[i][j - 1]);
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(least, 1 + table[i - 2][j - 2]) : least;
  }
}
