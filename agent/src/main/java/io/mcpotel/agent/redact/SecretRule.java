// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A line of {@code secrets.tsv}: a kind of token that is known by a word in it. */
final class SecretRule implements Detector {

  /** Name, keyword, pattern, check, an example that it finds, and one that it must not find. */
  static final String TABLE = "secrets.tsv";

  static final List<SecretRule> ALL = read();

  private final String name;
  private final String keyword;
  private final String source;
  private final Check check;

  /** Read when it is needed first: most never are. */
  private volatile TokenPattern pattern;

  private SecretRule(String name, String keyword, String source, Check check) {
    this.name = name;
    this.keyword = keyword;
    this.source = source;
    this.check = check;
  }

  /** What is looked for first. */
  String keyword() {
    return keyword;
  }

  /** Whether the token begins with its word. */
  @Override
  public boolean isAtWordStart() {
    return source.charAt(0) == keyword.charAt(0);
  }

  @Override
  public Finding at(Window window, int start) {
    TokenPattern token = pattern;
    if (token == null) {
      token = new TokenPattern(source, keyword);
      pattern = token;
    }
    long place = token.find(window, start, check == Check.KNOWN);
    if (place < 0) {
      return null;
    }
    int from = (int) place;
    int to = (int) (place >>> 32);
    return check.passes(window, from, to, start + keyword.length())
        ? Finding.secret(name, window.inText(from), window.endInText(token.last(), to))
        : null;
  }

  /** Only what is ASCII is needed here: the examples are for the tests. */
  private static List<SecretRule> read() {
    List<SecretRule> rules = new ArrayList<>();
    String table = text();
    for (int line = 0; line < table.length(); line = table.indexOf('\n', line) + 1) {
      if (table.charAt(line) != '#') {
        int keyword = table.indexOf('\t', line) + 1;
        int pattern = table.indexOf('\t', keyword) + 1;
        int check = table.indexOf('\t', pattern) + 1;
        rules.add(
            new SecretRule(
                table.substring(line, keyword - 1),
                table.substring(keyword, pattern - 1),
                table.substring(pattern, check - 1),
                Check.of(table.substring(check, table.indexOf('\t', check)))));
      }
    }
    return List.copyOf(rules);
  }

  private static String text() {
    try (InputStream in = SecretRule.class.getResourceAsStream(TABLE)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
