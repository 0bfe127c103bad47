// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

/** Numbers of telephones, as people of many countries write them. */
final class PhoneNumbers {

  private static final int LEAST = 7;
  private static final int MOST = 15;
  private static final int MOST_GROUPS = 7;

  /** How far before a number a word may stand that says what it is. */
  private static final int NEAR = 24;

  private static final String[] WORDS = {
    "phone",
    "tel",
    "mobile",
    "cell",
    "call",
    "fax",
    "whatsapp",
    "sms",
    "dial",
    "contact",
    "answer",
    "reach",
    "registered"
  };

  private static final String[] WORDS_BEHIND = {"office", "fax", "mobile", "cell", "home"};

  private PhoneNumbers() {}

  /** At the plus sign. */
  static Finding international(Window window, int plus) {
    boolean joined = plus > 0 && Characters.isAlphanumeric(window.at(plus - 1));
    Groups groups = joined ? null : groups(window, plus + 1);
    return groups != null && groups.digits >= 8 && groups.digits <= MOST
        ? PersonalData.found(window, plus, groups.end)
        : null;
  }

  /** At a parenthesis: {@code (415) 555-0132}. */
  static Finding inParentheses(Window window, int open) {
    int close = PersonalData.digitsEnd(window, open + 1);
    boolean area = close - open >= 3 && close - open <= 6 && window.startsWith(")", close);
    Groups groups = area ? groups(window, open) : null;
    return groups != null && groups.digits >= LEAST && groups.digits <= MOST && groups.count > 1
        ? PersonalData.found(window, open, groups.end)
        : null;
  }

  /** At the first digit. */
  static Finding national(Window window, int at) {
    char before = at == 0 ? ' ' : window.at(at - 1);
    if (before == '.' || before == '-' || before == '/' || before == ':' || before == '_') {
      return null;
    }
    Groups groups = groups(window, at);
    if (groups == null || groups.digits < LEAST || groups.digits > MOST || groups.isDate()) {
      return null;
    }
    boolean looks = groups.isAmerican() || groups.isWithTrunkPrefix(window.at(at));
    return looks || isCalledSo(window, at, groups.end)
        ? PersonalData.found(window, at, groups.end)
        : null;
  }

  private static boolean isCalledSo(Window window, int at, int end) {
    for (int i = Math.max(0, at - NEAR); i < at; i++) {
      for (String word : WORDS) {
        if (window.startsWithIgnoringCase(word, i)) {
          return true;
        }
      }
    }
    for (String word : WORDS_BEHIND) {
      if (window.startsWithIgnoringCase(word, Math.min(end + 1, window.length))) {
        return true;
      }
    }
    return false;
  }

  /** Digits in groups, or null where something else follows at once. */
  private static Groups groups(Window window, int start) {
    Groups groups = new Groups();
    int i = start;
    while (groups.count < MOST_GROUPS) {
      boolean open = i < window.length && window.at(i) == '(';
      int digits = open ? i + 1 : i;
      int end = PersonalData.digitsEnd(window, digits);
      if (end == digits) {
        break;
      }
      groups.add(end - digits);
      groups.end = open && window.startsWith(")", end) ? end + 1 : end;
      i = groups.end;
      if (i < window.length && "-./".indexOf(window.at(i)) >= 0) {
        i++;
      } else if (i < window.length && (window.at(i) == ' ' || window.at(i) == '\u00a0')) {
        i++;
      } else if (i < window.length && window.at(i) != '(' && groups.end == end) {
        break;
      }
    }
    if (groups.count == 0) {
      return null;
    }
    groups.end = withExtension(window, groups.end);
    return PersonalData.isEnd(window, groups.end) ? groups : null;
  }

  /** {@code x123}. */
  private static int withExtension(Window window, int end) {
    int digits = end + 1;
    int stop = window.startsWith("x", end) ? PersonalData.digitsEnd(window, digits) : digits;
    return stop > digits && stop - digits <= 5 ? stop : end;
  }

  private static final class Groups {
    final int[] sizes = new int[MOST_GROUPS];
    int count;
    int digits;
    int end;

    void add(int size) {
      sizes[count++] = size;
      digits += size;
    }

    boolean isDate() {
      return count == 3
          && digits <= 8
          && (sizes[0] == 4 && sizes[1] <= 2 || sizes[2] == 4 && sizes[0] <= 2);
    }

    boolean isAmerican() {
      int last = count - 1;
      return count >= 3
          && count <= 4
          && sizes[last] == 4
          && sizes[last - 1] == 3
          && sizes[last - 2] == 3
          && (count == 3 || sizes[0] <= 3);
    }

    boolean isWithTrunkPrefix(char first) {
      boolean zipCode = count == 2 && sizes[0] == 5 && sizes[1] == 4;
      return first == '0' && count > 1 && digits >= 9 && digits <= 12 && sizes[0] >= 2 && !zipCode;
    }
  }
}
