// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.ArrayList;
import java.util.List;

/**
 * Goes once over a window and finds what must not come out. Whatever that is, it begins with a word
 * or has one in it that is looked for in the pass: a sign such as {@code =}, or what all tokens of
 * a provider begin with. Only there it looks closer.
 */
final class SecretFinder {

  private final SecretKeys keys;
  private final boolean personal;
  private final WordTable words;
  private final Keywords keywords;

  SecretFinder(SecretKeys keys, boolean personal) {
    this.keys = keys;
    this.personal = personal;
    words = new WordTable(keys, personal);
    keywords = words.keywords();
  }

  SecretKeys keys() {
    return keys;
  }

  /** Whether nothing in it needs a closer look: true of most names and ids. */
  boolean isClear(String text) {
    if (personal) {
      return false;
    }
    int state = 0;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      state = keywords.next(state, c);
      if (Window.isWrittenOtherwise(c)
          || keywords.endsWord(state) && words.hasWord(text, state, i + 1)) {
        return false;
      }
      if (Characters.isDigit(c)) {
        digits++;
      } else if (Characters.isAlphanumeric(c)) {
        digits = 0;
      }
      if (digits == Cards.LEAST_DIGITS) {
        return false;
      }
    }
    return true;
  }

  /** What begins between two indexes; nothing found overlaps. */
  List<Finding> find(Window window, int from, int to) {
    List<Finding> findings = List.of();
    char[] chars = window.uncounted();
    int most = Math.min(window.length, to + keywords.longest() - 1);
    window.steps().take(most - from);
    int free = window.inText(from);
    int state = 0;
    int i = from;
    while (i < most) {
      char c = chars[i++];
      state = keywords.next(state, c);
      Finding finding = keywords.endsWord(state) ? words.look(window, state, i, to) : null;
      if (finding == null && isNumber(chars, c, i - 1) && i <= to) {
        finding = words.lookAtNumber(window, i - 1);
      }
      if (finding == null || finding.end() <= free) {
        continue;
      }
      if (findings.isEmpty()) {
        findings = new ArrayList<>();
      }
      // An address is found at its @, when what is before it may be taken out already.
      int start = Math.max(free, finding.start());
      findings.add(
          start == finding.start()
              ? finding
              : Finding.secret(finding.rule(), start, finding.end()));
      free = finding.end();
      i = Math.max(i, window.indexOf(free));
      state = 0;
    }
    return findings;
  }

  private static boolean isNumber(char[] chars, char c, int at) {
    return Characters.isDigit(c) && (at == 0 || !Characters.isAlphanumeric(chars[at - 1]));
  }
}
