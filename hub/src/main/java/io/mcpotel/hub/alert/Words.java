// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Numbers, times and other people's names in sentences for people. */
public final class Words {

  private static final int MOST_NAME = 256;
  private static final char UNREADABLE = '\uFFFD';

  private Words() {}

  static String count(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }

  static String number(double number) {
    String text = String.format(Locale.ROOT, Math.abs(number) < 100 ? "%.1f" : "%.0f", number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  static String percent(double share) {
    return number(share * 100) + "%";
  }

  static String millis(double millis) {
    return millis < 1_000 ? number(millis) + "ms" : number(millis / 1_000) + "s";
  }

  /** As it is written in the configuration: {@code 5m}. */
  static String span(Duration length) {
    long seconds = length.toSeconds();
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3_600 != 0 ? seconds / 60 + "m" : seconds / 3_600 + "h";
  }

  /** In a sentence: {@code 5 minutes}. */
  static String length(Duration length) {
    long seconds = length.toSeconds();
    boolean minutes = seconds >= 60 && seconds % 60 == 0;
    return minutes ? count(seconds / 60, "minute") : count(seconds, "second");
  }

  /** As RFC 3339 has it. */
  public static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** The same to the second, for people. */
  public static String shortTime(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** A name that somebody chose is not to look like a line of ours. */
  public static String name(String text) {
    return text == null ? null : line(text, MOST_NAME);
  }

  /** The beginning of a text, on one line, with a mark where something is missing. */
  public static String line(String text, int most) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (line.length() + Character.charCount(c) > most) {
        return line.append('…').toString();
      }
      line.appendCodePoint(isPlain(c) ? c : UNREADABLE);
      i += Character.charCount(c);
    }
    return line.toString();
  }

  /** Neither a line's end nor what turns the direction of what follows, or is not seen at all. */
  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
