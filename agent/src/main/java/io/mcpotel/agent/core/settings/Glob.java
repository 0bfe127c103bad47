// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

/**
 * A pattern in which {@code *} stands for any text and {@code ?} for any character. It is no
 * regular expression, whose many stars would take for ever with a name that somebody made up for
 * that.
 *
 * @param pattern the pattern as the user wrote it
 */
public record Glob(String pattern) {

  public boolean matches(String text) {
    int at = 0;
    int in = 0;
    int star = -1;
    int afterStar = 0;
    while (at < text.length()) {
      char wanted = in < pattern.length() ? pattern.charAt(in) : 0;
      if (in < pattern.length() && wanted == '*') {
        star = in++;
        afterStar = at;
      } else if (in < pattern.length() && (wanted == '?' || wanted == text.charAt(at))) {
        in++;
        at++;
      } else if (star >= 0) {
        // Only the last star may have to stand for more.
        in = star + 1;
        at = ++afterStar;
      } else {
        return false;
      }
    }
    while (in < pattern.length() && pattern.charAt(in) == '*') {
      in++;
    }
    return in == pattern.length();
  }
}
