// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

/** A text that grows up to a limit; what does not fit is counted. */
final class BoundedText {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder text = new StringBuilder();
  private final int limit;
  private final boolean json;
  private final int expected;

  /** A text that came as it was and fits: it is not copied. */
  private String whole;

  private long missing;
  private boolean cut;

  /**
   * @param expected how long it may become
   * @param json whether what is copied is put into JSON strings
   */
  BoundedText(int limit, int expected, boolean json) {
    this.limit = Math.max(0, limit);
    this.json = json;
    this.expected = expected;
  }

  int length() {
    return text.length();
  }

  int room() {
    return cut ? 0 : limit - text.length();
  }

  boolean isCut() {
    return cut;
  }

  /** Nothing is taken any more; so many characters would have been. */
  void miss(long characters) {
    cut = true;
    missing += characters;
  }

  /** Copies a part as far as it fits, and returns where it had to stop. */
  int copy(CharSequence from, int start, int end) {
    if (!json && start == 0 && end == from.length() && end <= room()) {
      whole = from.toString();
      return end;
    }
    text.ensureCapacity(Math.min(limit, expected));
    int at = start;
    if (json) {
      while (at < end && appendEscaped(from, at)) {
        at++;
      }
    } else {
      at = start + Math.min(end - start, room());
      text.append(from, start, at);
    }
    cut |= at < end;
    if (room() == 0 && at > start && isPair(from, at - 1)) {
      text.setLength(text.length() - 1);
      at--;
      cut = true;
    }
    return at;
  }

  private static boolean isPair(CharSequence text, int high) {
    return high + 1 < text.length()
        && Character.isHighSurrogate(text.charAt(high))
        && Character.isLowSurrogate(text.charAt(high + 1));
  }

  private boolean appendEscaped(CharSequence from, int at) {
    char c = from.charAt(at);
    int room = room();
    if (c == '"' || c == '\\') {
      if (room < 2) {
        return false;
      }
      text.append('\\').append(c);
    } else if (c < ' ' || isLoneSurrogate(from, at)) {
      if (room < 6) {
        return false;
      }
      text.append("\\u").append(HEX[c >> 12]).append(HEX[c >> 8 & 15]);
      text.append(HEX[c >> 4 & 15]).append(HEX[c & 15]);
    } else {
      if (room < 1) {
        return false;
      }
      text.append(c);
    }
    return true;
  }

  private static boolean isLoneSurrogate(CharSequence from, int at) {
    char c = from.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return !isPair(from, at);
    }
    return Character.isLowSurrogate(c) && (at == 0 || !isPair(from, at - 1));
  }

  /** Appends it as it is, whole or not at all. */
  boolean append(String whole) {
    if (whole.length() > room()) {
      miss(whole.length());
      return false;
    }
    text.append(whole);
    return true;
  }

  /** Appends what stands for a part of a text, whole or not at all. */
  boolean appendMark(String mark) {
    String whole = json ? mark.replace("\\", "\\\\").replace("\"", "\\\"") : mark;
    if (whole.length() > room()) {
      cut = true;
      return false;
    }
    text.append(whole);
    return true;
  }

  void backTo(int length) {
    text.setLength(length);
  }

  /** Puts something shorter or longer where a part was; what is then too long is cut. */
  void replace(int start, int end, String by) {
    text.replace(start, end, by);
    if (text.length() > limit) {
      miss(text.length() - limit);
      text.setLength(limit);
    }
  }

  String toString(String howMany) {
    if (whole != null) {
      return whole;
    }
    return cut ? text + "…[cut: " + howMany + missing + " more characters]" : text.toString();
  }
}
