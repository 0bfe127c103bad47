// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a kind of token looks, written as a small part of what regular expressions can say: letters
 * as they are, sets in brackets, {@code \w} and {@code \d}, and how often: {@code ?}, <code>{n}
 * </code>, <code>{n,m}</code> and <code>{n,}</code>. Each takes as many characters as it can and
 * never gives one back, so that a look is over after one pass.
 */
final class TokenPattern {

  /** So much of a known kind of token is enough where the text ends within it. */
  private static final int CUT_OFF = 6;

  private static final CharSet ALPHANUMERIC = CharSet.of("A-Za-z0-9");

  /** A text that is there as it is, or so many characters of a set. */
  record Part(String literal, CharSet set, int least, int most) {}

  private final String keyword;

  /** From the keyword back. */
  private final List<Part> before;

  private final List<Part> after;

  /**
   * Reads a pattern.
   *
   * @param keyword a text that stands in it as it is
   */
  TokenPattern(String pattern, String keyword) {
    this.keyword = keyword;
    List<Part> parts = parts(pattern);
    int place = 0;
    while (place < parts.size() && !holds(parts.get(place), keyword)) {
      place++;
    }
    if (place == parts.size()) {
      throw new IllegalArgumentException("\"" + keyword + "\" is not in " + pattern);
    }
    String whole = parts.get(place).literal();
    int at = whole.indexOf(keyword);
    List<Part> first = new ArrayList<>(parts.subList(0, place));
    if (at > 0) {
      first.add(new Part(whole.substring(0, at), null, 1, 1));
    }
    Collections.reverse(first);
    List<Part> last = new ArrayList<>();
    if (at + keyword.length() < whole.length()) {
      last.add(new Part(whole.substring(at + keyword.length()), null, 1, 1));
    }
    last.addAll(parts.subList(place + 1, parts.size()));
    before = List.copyOf(first);
    after = List.copyOf(last);
  }

  private static boolean holds(Part part, String keyword) {
    return part.literal() != null && part.literal().contains(keyword);
  }

  static List<Part> parts(String pattern) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int i = 0;
    while (i < pattern.length()) {
      char c = pattern.charAt(i++);
      String set = null;
      if (c == '[') {
        int close = pattern.indexOf(']', i);
        set = pattern.substring(i, close);
        i = close + 1;
      } else if (c == '\\') {
        c = pattern.charAt(i++);
        set = c == 'w' || c == 'd' ? "\\" + c : null;
      }
      int least = 1;
      int most = 1;
      boolean often = i < pattern.length() && "{?".indexOf(pattern.charAt(i)) >= 0;
      if (often && pattern.charAt(i) == '?') {
        least = 0;
        i++;
      } else if (often) {
        int close = pattern.indexOf('}', i);
        String[] bounds = pattern.substring(i + 1, close).split(",", -1);
        least = Integer.parseInt(bounds[0]);
        most = Integer.parseInt("0" + bounds[bounds.length - 1]);
        most = bounds.length == 2 && bounds[1].isEmpty() ? Integer.MAX_VALUE : most;
        i = close + 1;
      }
      if (set == null && !often) {
        literal.append(c);
        continue;
      }
      if (literal.length() > 0) {
        parts.add(new Part(literal.toString(), null, 1, 1));
        literal.setLength(0);
      }
      parts.add(new Part(null, CharSet.of(set == null ? "\\" + c : set), least, most));
    }
    if (literal.length() > 0) {
      parts.add(new Part(literal.toString(), null, 1, 1));
    }
    return parts;
  }

  /**
   * Where such a token is that has its keyword here.
   *
   * @param known whether nothing else begins like this: then it may be longer than it was seen to
   *     be, and the text may end within it
   * @return its first index and, in the upper half, the one behind its last; or -1
   */
  long find(Window window, int at, boolean known) {
    int start = window.startsWith(keyword, at) ? start(window, at) : -1;
    if (start < 0 || window.isInWord(start)) {
      return -1;
    }
    int end = at + keyword.length();
    for (Part part : after) {
      int stop = end(window, end, part);
      if (stop < 0) {
        stop = window.length;
        boolean cutOff = known && stop - at >= keyword.length() + CUT_OFF;
        return cutOff && isBegun(window, end, part) ? place(start, stop) : -1;
      }
      end = stop;
    }
    Part last = after.isEmpty() ? null : after.get(after.size() - 1);
    if (known) {
      end = last == null || last.set() == null ? end : window.run(last.set(), end);
    } else if (end < window.length && ALPHANUMERIC.has(window.at(end))) {
      return -1;
    }
    return place(start, end);
  }

  private static long place(int start, int end) {
    return (long) end << 32 | start;
  }

  /** Of what a token ends with. */
  CharSet last() {
    CharSet set = after.isEmpty() ? null : after.get(after.size() - 1).set();
    return set == null ? ALPHANUMERIC : set;
  }

  private int start(Window window, int at) {
    int start = at;
    for (Part part : before) {
      if (part.literal() != null) {
        start -= part.literal().length();
        if (start < 0 || !window.startsWith(part.literal(), start)) {
          return -1;
        }
      } else {
        int first = window.runBack(part.set(), start, part.most());
        if (start - first < part.least()) {
          return -1;
        }
        start = first;
      }
    }
    return start;
  }

  private static int end(Window window, int start, Part part) {
    if (part.literal() != null) {
      return window.startsWith(part.literal(), start) ? start + part.literal().length() : -1;
    }
    int end = window.run(part.set(), start);
    if (end - start < part.least()) {
      return -1;
    }
    return end - start > part.most() ? start + part.most() : end;
  }

  /** Whether all that the window still has may be the beginning of this part. */
  private static boolean isBegun(Window window, int start, Part part) {
    if (part.set() != null) {
      return window.run(part.set(), start) == window.length;
    }
    int left = window.length - start;
    return left < part.literal().length()
        && window.startsWith(part.literal().substring(0, left), start);
  }
}
