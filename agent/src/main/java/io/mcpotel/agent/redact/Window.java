// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.Arrays;

/**
 * A part of a text as it reads with its escapes taken back ({@code \"}, {@code \n}, {@code \u0041},
 * {@code %40}), and the way from there to the text. JSON in a string of JSON doubles its
 * backslashes at each level, so a run of them counts as one: what is nested reads like what is not.
 */
final class Window {

  final CharSequence text;
  final char[] chars;
  final int length;

  private final int from;
  private final int to;

  /** Where each character begins in the text; null where no escape is. */
  private final int[] starts;

  Window(CharSequence text, int from, int to) {
    this.text = text;
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
    int escape = 0;
    while (escape < chars.length && chars[escape] != '\\' && chars[escape] != '%') {
      escape++;
    }
    if (escape == chars.length) {
      starts = null;
      length = chars.length;
    } else {
      starts = new int[chars.length + 1];
      length = unescape(escape);
    }
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
    if (starts == null || chars[index] >= ' ') {
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
      if (chars[index + i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  boolean startsWithIgnoringCase(String lowerCase, int index) {
    if (index + lowerCase.length() > length) {
      return false;
    }
    for (int i = 0; i < lowerCase.length(); i++) {
      if ((chars[index + i] | 0x20) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  String string(int start, int end) {
    return new String(chars, start, end - start);
  }
}
