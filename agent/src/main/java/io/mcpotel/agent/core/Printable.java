// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/**
 * Text that may have come from anyone, made fit to be printed: it stays on its line, and no
 * terminal obeys it. What is taken out is written as JSON would have it, so that JSON stays what it
 * is.
 */
public final class Printable {

  private static final int MOST_IN_LINE = 1_000;
  private static final String HEX = "0123456789abcdef";

  private Printable() {}

  /** What may stand on one line, where a mark says how much of a long text is missing. */
  static String line(String text) {
    int most = Math.min(text.length(), MOST_IN_LINE);
    String start = whole(text.substring(0, most));
    int missing = text.length() - most;
    return missing == 0 ? start : start + "…[cut: " + missing + " more characters]";
  }

  /** The same, however long it is. */
  public static String whole(String text) {
    StringBuilder printable = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
      if ((!isPlain(c) || Character.isSurrogate(c)) && !pair) {
        printable = printable == null ? new StringBuilder(text.substring(0, i)) : printable;
        escape(c, printable);
      } else {
        append(c, printable);
        if (pair) {
          append(text.charAt(++i), printable);
        }
      }
    }
    return printable == null ? text : printable.toString();
  }

  /** Whether it neither ends a line, nor commands a terminal, nor turns the text around it. */
  public static boolean isPlain(char c) {
    if (c < 0x7f) {
      return c >= ' ';
    }
    return c > 0x9f
        && switch (Character.getType(c)) {
          case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
          default -> true;
        };
  }

  private static void append(char c, StringBuilder to) {
    if (to != null) {
      to.append(c);
    }
  }

  private static void escape(char c, StringBuilder to) {
    switch (c) {
      case '\n' -> to.append("\\n");
      case '\r' -> to.append("\\r");
      case '\t' -> to.append("\\t");
      default -> {
        to.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          to.append(HEX.charAt(c >> shift & 0xf));
        }
      }
    }
  }
}
