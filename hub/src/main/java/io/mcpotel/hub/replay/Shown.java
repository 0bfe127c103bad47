// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.replay;

/** Text of a server on a terminal: it moves no cursor and turns no direction. */
final class Shown {

  private Shown() {}

  static String text(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            character -> {
              int type = Character.getType(character);
              if (type == Character.CONTROL
                  || type == Character.FORMAT
                  || type == Character.SURROGATE
                  || type == Character.LINE_SEPARATOR
                  || type == Character.PARAGRAPH_SEPARATOR) {
                shown.append(String.format("\\u{%X}", character));
              } else {
                shown.appendCodePoint(character);
              }
            });
    return shown.toString();
  }
}
