// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

/** What kind of character one is. */
final class Characters {

  private Characters() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c);
  }

  /** A letter beyond ASCII. */
  static boolean isForeignLetter(char c) {
    return c > 0x7f && Character.isLetter(c);
  }

  static boolean isInKey(char c) {
    return isAlphanumeric(c) || c == '_' || c == '-' || c == '.' || c == '$' || isForeignLetter(c);
  }

  /** What an e-mail address may have before its @. */
  static boolean isInUser(char c) {
    return isAlphanumeric(c)
        || c == '.'
        || c == '_'
        || c == '+'
        || c == '-'
        || c == '%'
        || isForeignLetter(c);
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\u00a0';
  }

  static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }
}
