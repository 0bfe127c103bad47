// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A line of {@code secrets.tsv} or {@code personal.tsv}: a kind of token that is known by a word in
 * it.
 *
 * @param name what is told of it
 * @param keyword what is looked for first
 * @param pattern how it looks around that
 * @param check what else must be so
 */
record SecretRule(String name, String keyword, TokenPattern pattern, Check check)
    implements SecretFinder.Look {

  @Override
  public Finding at(Window window, int start) {
    long place = pattern.find(window, start, check == Check.KNOWN);
    if (place < 0) {
      return null;
    }
    int from = (int) place;
    int to = (int) (place >>> 32);
    return check.passes(window, from, to, start + keyword.length())
        ? Finding.secret(name, window.inText(from), window.endInText(pattern.last(), to))
        : null;
  }

  static List<SecretRule> read(String table) {
    List<SecretRule> rules = new ArrayList<>();
    for (String[] columns : columns(table)) {
      rules.add(
          new SecretRule(
              columns[0],
              columns[1],
              new TokenPattern(columns[2], columns[1]),
              Check.valueOf(columns[3].toUpperCase(Locale.ROOT))));
    }
    return rules;
  }

  /** Name, keyword, pattern, check, an example that it finds, and one that it must not find. */
  static List<String[]> columns(String table) {
    List<String[]> lines = new ArrayList<>();
    try (InputStream in = SecretRule.class.getResourceAsStream(table)) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.startsWith("#")) {
          lines.add(line.split("\t"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }
}
