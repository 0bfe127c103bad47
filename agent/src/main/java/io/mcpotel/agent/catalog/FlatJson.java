// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.catalog;

import java.util.LinkedHashMap;
import java.util.Map;

/** JSON objects that hold texts only, each on a line of its own and without white space. */
final class FlatJson {

  private static final int HEX = 16;
  private static final int DIGITS = 4;

  private final String line;
  private int at;

  private FlatJson(String line) {
    this.line = line;
  }

  static String write(Map<String, String> members) {
    StringBuilder text = new StringBuilder("{");
    members.forEach(
        (name, value) -> {
          if (text.length() > 1) {
            text.append(',');
          }
          quote(name, text);
          text.append(':');
          quote(value, text);
        });
    return text.append('}').toString();
  }

  /** What {@link #write} wrote; throws an {@link IllegalArgumentException} at anything else. */
  static Map<String, String> read(String line) {
    return new FlatJson(line).members();
  }

  private static void quote(String value, StringBuilder to) {
    to.append('"');
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') {
        to.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        to.append(String.format("\\u%04x", (int) c));
      } else {
        to.append(c);
      }
    }
    to.append('"');
  }

  private Map<String, String> members() {
    Map<String, String> members = new LinkedHashMap<>();
    expect('{');
    do {
      String name = text();
      expect(':');
      members.put(name, text());
    } while (next() == ',');
    at--;
    expect('}');
    if (at != line.length()) {
      throw wrong();
    }
    return members;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    expect('"');
    for (char c = next(); c != '"'; c = next()) {
      text.append(c == '\\' ? escaped() : c);
    }
    return text.toString();
  }

  private char escaped() {
    char c = next();
    if (c != 'u') {
      return c;
    }
    if (at + DIGITS > line.length()) {
      throw wrong();
    }
    at += DIGITS;
    return (char) Integer.parseInt(line, at - DIGITS, at, HEX);
  }

  private void expect(char wanted) {
    if (next() != wanted) {
      throw wrong();
    }
  }

  private char next() {
    if (at == line.length()) {
      throw wrong();
    }
    return line.charAt(at++);
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException("it is damaged");
  }
}
