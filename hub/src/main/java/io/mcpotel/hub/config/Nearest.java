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

  /** How many characters have to be put in, left out or replaced. */
  private static int changes(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
