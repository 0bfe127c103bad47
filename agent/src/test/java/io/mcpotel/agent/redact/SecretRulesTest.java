// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.redact.Redactor.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of tokens, each line of it. */
class SecretRulesTest {

  private static final int ALL = Integer.MAX_VALUE;

  private final Redactor redactor = new Redactor(List.of(), List.of(), Mode.MASK, null, rule -> {});
  private final List<String[]> rules = table();

  private static List<String[]> table() {
    try (InputStream in = SecretRule.class.getResourceAsStream(SecretRule.TABLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void eachExampleIsFoundAndEachCounterexampleIsNot() {
    List<String> wrong = new ArrayList<>();
    for (String[] rule : rules) {
      String example = rule[4].replace("·", "");
      String other = rule[5].replace("·", "");
      assertTrue(example.contains(rule[1]) && other.contains(rule[1]), rule[2]);
      if (!Pattern.matches(rule[2], example)) {
        wrong.add("no example of " + rule[2] + ": " + example);
      }
      for (String text : List.of("%s", "see %s, please", "\"%s\"", "(%s)", "x\n%s\n")) {
        String out = redactor.text(String.format(text, example), ALL);
        if (!out.matches(
            "(?s)" + Pattern.quote(text).replace("%s", "\\E\\[redacted:[a-z0-9-]+]\\Q"))) {
          wrong.add(rule[0] + " " + rule[2] + ": " + out);
        }
      }
      String out = redactor.text(other, ALL);
      if (!out.equals(other)) {
        wrong.add(rule[0] + " is no " + rule[2] + ": " + other + " is " + out);
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  /** The rate by family, of tokens made at random; as it would be alone and under a usual key. */
  @Test
  void hardlyAnyTokenOfAnyFamilyComesOut() {
    Random random = new Random(11);
    Map<String, int[]> counts = new TreeMap<>();
    for (String[] rule : rules) {
      int[] count = counts.computeIfAbsent(rule[0], family -> new int[3]);
      for (int i = 0; i < 40; i++) {
        String token = token(rule[2], random);
        String secret = token.substring(token.indexOf(rule[1]) + rule[1].length());
        count[0]++;
        count[1] += leaks(redactor.text(token, ALL), secret) ? 1 : 0;
        String json = "{\"" + rule[0] + "_api_key\":\"" + token + "\"}";
        count[2] += leaks(redactor.json(json, ALL), secret) ? 1 : 0;
      }
    }
    List<String> wrong = new ArrayList<>();
    counts.forEach(
        (family, count) -> {
          if (count[1] * 20 > count[0] || count[2] * 100 > count[0]) {
            wrong.add(family + ": " + count[1] + " and " + count[2] + " of " + count[0]);
          }
        });
    System.out.printf("redaction: %d rules of %d families%n", rules.size(), counts.size());
    assertEquals("", String.join("\n", wrong));
  }

  private static boolean leaks(String out, String secret) {
    return secret.length() >= 6 && out.contains(secret.substring(secret.length() - 6));
  }

  private static String token(String pattern, Random random) {
    StringBuilder token = new StringBuilder();
    for (TokenPattern.Part part : TokenPattern.parts(pattern)) {
      if (part.literal() != null) {
        token.append(part.literal());
        continue;
      }
      String all = part.set().characters();
      int length = part.least() + random.nextInt(Math.min(part.most() - part.least(), 8) + 1);
      for (int i = 0; i < length; i++) {
        token.append(all.charAt(random.nextInt(all.length())));
      }
    }
    return token.toString();
  }

  @Test
  void aTokenThatTheTextEndsInDoesNotShow() {
    for (String[] rule : rules) {
      String example = rule[4].replace("·", "");
      int behind = example.indexOf(rule[1]) + rule[1].length();
      if (rule[3].equals("known") && example.startsWith(rule[1])) {
        for (int end = behind + 6; end < example.length(); end++) {
          String out = redactor.text("a " + example.substring(0, end), ALL);
          assertFalse(out.contains(example.substring(0, behind + 6)), out);
        }
      }
    }
  }
}
