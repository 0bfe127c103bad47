// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A part of a text as it reads with its escapes taken back ({@code \"}, {@code \n}, {@code \u0041},
 * {@code %40}), and the way from there to the text. JSON in a string of JSON doubles its
 * backslashes at each level, so a run of them counts as one: what is nested reads like what is not.
 *
 * <p>Each look at a character is a step, and the ends of runs are remembered, so that looking from
 * many places of one run to its end is no more work than looking once.
 */
final class Window {

  /** What a sign of ASCII has more in its wide form. */
  private static final int FULL_WIDTH = 0xfee0;

  final CharSequence text;
  final int length;

  private final StepLimit steps;
  private final char[] chars;

  private final int from;
  private final int to;

  /** Where each character begins in the text; null where no escape is. */
  private final int[] starts;

  /** For each set of characters, where the last run of it began that was looked at, and ended. */
  private int[] runs;

  /** Where the words are that were asked for. */
  private Map<String, int[]> words;

  private int bareValueStart = -1;
  private int bareValueEnd = -1;

  Window(CharSequence text, int from, int to, StepLimit steps) {
    steps.take(to - from);
    this.text = text;
    this.steps = steps;
    this.from = from;
    this.to = to;
    chars = new char[to - from];
    if (text instanceof String string) {
      string.getChars(from, to, chars, 0);
    } else {
      for (int i = 0; i < chars.length; i++) {
        chars[i] = text.charAt(from + i);
      }
    }
    int escape = chars.length;
    for (int i = chars.length - 1; i >= 0; i--) {
      char c = chars[i];
      if (isEscape(c)) {
        escape = i;
      } else if (isFullWidth(c)) {
        // As Chinese and Japanese texts write a colon.
        chars[i] = (char) (c - FULL_WIDTH);
      }
    }
    if (escape == chars.length) {
      starts = null;
      length = chars.length;
    } else {
      starts = new int[chars.length + 1];
      length = unescape(escape);
    }
  }

  private static boolean isEscape(char c) {
    return c == '\\' || c == '%';
  }

  private static boolean isFullWidth(char c) {
    return c > FULL_WIDTH && c < FULL_WIDTH + 0x7f;
  }

  /** Whether it may stand for another character. */
  static boolean isWrittenOtherwise(char c) {
    return isEscape(c) || isFullWidth(c);
  }

  /** Writes over the raw characters, for what is read is never behind what is written. */
  private int unescape(int first) {
    for (int i = 0; i < first; i++) {
      starts[i] = from + i;
    }
    int size = first;
    int raw = first;
    while (raw < chars.length) {
      char c = chars[raw];
      int next = raw + 1;
      if (c == '\\') {
        while (next < chars.length && chars[next] == '\\') {
          next++;
        }
        char escaped = next < chars.length ? chars[next] : ' ';
        int plain = "\"'/nrtbf".indexOf(escaped);
        int code = escaped == 'u' ? hex(next + 1, 4) : -1;
        if (plain >= 0) {
          c = "\"'/\n\r\t\b\f".charAt(plain);
          next++;
        } else if (code >= 0) {
          c = (char) code;
          next += 5;
        }
      } else if (c == '%') {
        int code = hex(next, 2);
        if (code >= 0 && code < 0x80) {
          c = (char) code;
          next += 2;
        }
      }
      starts[size] = from + raw;
      chars[size++] = c;
      raw = next;
    }
    starts[size] = to;
    return size;
  }

  private int hex(int index, int digits) {
    if (index + digits > chars.length) {
      return -1;
    }
    int value = 0;
    for (int i = index; i < index + digits; i++) {
      int digit = chars[i] < 0x80 ? Character.digit(chars[i], 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  /** A part of the same text, looked at on the same account. */
  Window part(int from, int to) {
    return new Window(text, from, Math.min(to, text.length()), steps);
  }

  StepLimit steps() {
    return steps;
  }

  char at(int index) {
    steps.take();
    return chars[index];
  }

  /** Whether what begins here goes on from a letter or a digit. */
  boolean isInWord(int index) {
    return index > 0 && Characters.isAlphanumeric(at(index - 1));
  }

  /** The characters themselves, for who counts the steps by itself. */
  char[] uncounted() {
    return chars;
  }

  /** Where a run of such characters ends that begins here, or is empty. */
  int run(CharSet set, int start) {
    if (runs == null) {
      runs = new int[2 * CharSet.count()];
    }
    int known = 2 * set.index();
    if (known >= runs.length) {
      runs = Arrays.copyOf(runs, 2 * CharSet.count());
    }
    if (start < runs[known] || start > runs[known + 1] || runs[known + 1] == 0) {
      int end = start;
      while (end < length && set.has(chars[end])) {
        end++;
      }
      steps.take(end - start + 1);
      runs[known] = start;
      runs[known + 1] = end;
    }
    return runs[known + 1];
  }

  /** Where the value without quotes ends that was looked at last, if this is in it; else -1. */
  int bareValueEnd(int start) {
    return start >= bareValueStart && start <= bareValueEnd ? bareValueEnd : -1;
  }

  void bareValue(int start, int end) {
    bareValueStart = start;
    bareValueEnd = end;
  }

  /** Whether a word is in the window, not further away than so. */
  boolean hasNear(String word, int at, int far) {
    if (words == null) {
      words = new HashMap<>();
    }
    int[] places = words.computeIfAbsent(word, this::placesOf);
    int next = Arrays.binarySearch(places, at);
    int i = next < 0 ? -next - 1 : next;
    return i < places.length && places[i] - at <= far || i > 0 && at - places[i - 1] <= far;
  }

  private int[] placesOf(String word) {
    steps.take(length);
    String all = new String(chars, 0, length);
    int[] places = new int[4];
    int count = 0;
    for (int place = all.indexOf(word); place >= 0; place = all.indexOf(word, place + 1)) {
      if (count == places.length) {
        places = Arrays.copyOf(places, 2 * count);
      }
      places[count++] = place;
    }
    return Arrays.copyOf(places, count);
  }

  /** Where a run of such characters begins that ends here, at most so many before. */
  int runBack(CharSet set, int end, int most) {
    int start = end;
    while (start > 0 && end - start < most && set.has(at(start - 1))) {
      start--;
    }
    return start;
  }

  /** Where in the text a run ends that may go on where the window ends. */
  int endInText(CharSet set, int end) {
    int place = inText(end);
    if (end == length) {
      while (place < text.length() && set.has(text.charAt(place))) {
        place++;
        steps.take();
      }
    }
    return place;
  }

  /** Where the text goes on that the character at an index, or the end, stands for. */
  int inText(int index) {
    return starts == null ? from + index : starts[index];
  }

  /** The first index that stands for this place of the text or one behind it. */
  int indexOf(int place) {
    if (place >= to) {
      return length;
    }
    if (starts == null) {
      return place - from;
    }
    int found = Arrays.binarySearch(starts, 0, length, place);
    return found >= 0 ? found : -found - 1;
  }

  /** Whether the text ends where this ends. */
  boolean endsText() {
    return to == text.length();
  }

  /** The letter of an escape such as {@code \t}, which may be a backslash and a word; else 0. */
  char letterOfEscape(int index) {
    if (starts == null || at(index) >= ' ') {
      return 0;
    }
    char last = text.charAt(starts[index + 1] - 1);
    return last >= 'a' && last <= 'z' ? last : 0;
  }

  /** How many backslashes are before a quote, or -1 where it is written otherwise (%22). */
  int backslashes(int quote) {
    int next = inText(quote + 1);
    return text.charAt(next - 1) == chars[quote] ? next - 1 - inText(quote) : -1;
  }

  boolean startsWith(String prefix, int index) {
    if (index + prefix.length() > length) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (at(index + i) != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it goes on so here, in whatever case the letters are. */
  boolean startsWithIgnoringCase(String word, int index) {
    if (index + word.length() > length) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      steps.take();
      char c = chars[index + i];
      char expected = word.charAt(i);
      boolean same = c == expected || (c ^ expected) == 0x20 && Characters.isAlphanumeric(c);
      if (!same) {
        return false;
      }
    }
    return true;
  }

  String string(int start, int end) {
    steps.take(end - start);
    return new String(chars, start, end - start);
  }
}
