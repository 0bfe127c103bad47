// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

/** Private keys in PEM. */
final class PrivateKeys {

  private PrivateKeys() {}

  /** At the first dash of a block of PEM; one that has no end ends with what can be in it. */
  static Finding at(Window window, int at) {
    if (!window.startsWith("-----BEGIN ", at)) {
      return null;
    }
    int title = at + 11;
    int i = title;
    while (i < window.length && i - title < 60 && window.at(i) != '-') {
      i++;
    }
    if (!window.string(title, i).contains("PRIVATE KEY")) {
      return null;
    }
    while (i < window.length && isInPem(window.at(i))) {
      if (window.startsWith("-----END", i)) {
        i += 8;
        while (i < window.length
            && (Characters.isAlphanumeric(window.at(i)) || window.at(i) == ' ')) {
          i++;
        }
        while (i < window.length && window.at(i) == '-') {
          i++;
        }
        return Finding.secret("private-key", window.inText(at), window.inText(i));
      }
      i++;
    }
    int end = window.inText(i);
    if (i == window.length) {
      while (end < window.text.length()
          && (isInPem(window.text.charAt(end)) || window.text.charAt(end) == '\\')) {
        window.steps().take();
        end++;
      }
    }
    return Finding.secret("private-key", window.inText(at), end);
  }

  /** At {@code Private-Lines:} of a key of PuTTY's. */
  static Finding ofPutty(Window window, int at) {
    int start = at + 14;
    int end = start;
    while (end < window.length && (Binary.isBase64(window.at(end)) || isSpace(window.at(end)))) {
      end++;
    }
    return end - start < 64
        ? null
        : Finding.secret("private-key", window.inText(start), window.inText(end));
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r';
  }

  private static boolean isInPem(char c) {
    return Binary.isBase64(c)
        || c == ' '
        || c == '\n'
        || c == '\r'
        || c == '\t'
        || c == ':'
        || c == ','
        || c == '.'
        || c == '(';
  }
}
