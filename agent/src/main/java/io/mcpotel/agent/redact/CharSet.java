// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.ArrayList;
import java.util.List;

/** A set of ASCII characters, as it stands between the brackets of a regular expression. */
final class CharSet {

  private static final List<CharSet> ALL = new ArrayList<>();
  private static volatile int count;

  private final String source;
  private final int index;
  private long low;
  private long high;

  private CharSet(String source, int index) {
    this.source = source;
    this.index = index;
    int i = 0;
    while (i < source.length()) {
      char c = source.charAt(i++);
      if (c == '\\') {
        c = source.charAt(i++);
        if (c == 'w' || c == 'd') {
          addNamed(c);
          continue;
        }
      }
      if (i + 1 < source.length() && source.charAt(i) == '-') {
        addAll(c, source.charAt(i + 1));
        i += 2;
      } else {
        addAll(c, c);
      }
    }
  }

  /** The set that is written so; equal ones are the same. */
  static synchronized CharSet of(String source) {
    for (CharSet set : ALL) {
      if (set.source.equals(source)) {
        return set;
      }
    }
    CharSet set = new CharSet(source, ALL.size());
    ALL.add(set);
    count = ALL.size();
    return set;
  }

  /** How many there are. */
  static int count() {
    return count;
  }

  private void addNamed(char name) {
    addAll('0', '9');
    if (name == 'w') {
      addAll('a', 'z');
      addAll('A', 'Z');
      addAll('_', '_');
    }
  }

  private void addAll(char first, char last) {
    for (char c = first; c <= last; c++) {
      if (c >= 128) {
        throw new IllegalArgumentException("[" + source + "] is not ASCII");
      }
      if (c < 64) {
        low |= 1L << c;
      } else {
        high |= 1L << c;
      }
    }
  }

  int index() {
    return index;
  }

  boolean has(char c) {
    return c < 128 && ((c < 64 ? low : high) >>> c & 1) != 0;
  }

  /** All characters of it. */
  String characters() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 128; c++) {
      if (has(c)) {
        all.append(c);
      }
    }
    return all.toString();
  }
}
