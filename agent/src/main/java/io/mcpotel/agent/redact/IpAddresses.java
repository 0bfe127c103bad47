// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

/** Addresses of machines; that of the machine itself tells of nobody. */
final class IpAddresses {

  private static final CharSet IN_VERSION_6 = CharSet.of("0-9A-Fa-f:.");
  private static final int LONGEST = 45;

  private IpAddresses() {}

  static Finding ofVersion4(Window window, int at) {
    if (at > 0 && (window.at(at - 1) == '.' || window.at(at - 1) == '-')) {
      return null;
    }
    int i = at;
    for (int part = 0; part < 4; part++) {
      int end = PersonalData.digitsEnd(window, i);
      if (end == i || end - i > 3 || Integer.parseInt(window.string(i, end)) > 255) {
        return null;
      }
      i = end;
      if (part < 3 && !window.startsWith(".", i++)) {
        return null;
      }
    }
    boolean more = window.startsWith(".", i) && PersonalData.digitsEnd(window, i + 1) > i + 1;
    boolean word = i < window.length && Characters.isAlphanumeric(window.at(i));
    boolean own = window.startsWith("127.", at) || window.startsWith("0.0.0.0", at);
    return more || word || own ? null : PersonalData.found(window, at, i);
  }

  /** At the first colon. */
  static Finding ofVersion6(Window window, int colon) {
    int start = window.runBack(IN_VERSION_6, colon, 5);
    boolean first = start == colon || window.at(start) != ':' && window.at(colon - 1) != ':';
    boolean joined = window.isInWord(start);
    if (!first || joined || colon - start > 4) {
      return null;
    }
    int end = Math.min(window.run(IN_VERSION_6, start), start + LONGEST + 1);
    while (end > start && (window.at(end - 1) == '.' || isLastColon(window, end))) {
      end--;
    }
    boolean word = end < window.length && Characters.isAlphanumeric(window.at(end));
    return !word && end - start <= LONGEST && isVersion6(window.string(start, end))
        ? PersonalData.found(window, start, end)
        : null;
  }

  private static boolean isLastColon(Window window, int end) {
    return window.at(end - 1) == ':' && (end < 2 || window.at(end - 2) != ':');
  }

  private static boolean isVersion6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    int groups = 0;
    boolean digit = false;
    for (String group : text.split(":")) {
      boolean version4 = group.indexOf('.') >= 0;
      if (group.isEmpty()) {
        continue;
      }
      if (!version4 && group.length() > 4) {
        return false;
      }
      groups += version4 ? 2 : 1;
      digit |= group.chars().anyMatch(c -> c >= '0' && c <= '9');
    }
    return digit && (gap < 0 ? groups == 8 : groups >= 2 && groups < 8);
  }
}
