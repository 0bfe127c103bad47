// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.redact.Redactor.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Made-up secrets and harmless look-alikes. In the files a ~ parts the prefix of a secret, so that
 * nobody takes it for a real one, and a ⏎ stands for the end of a line.
 */
class CorpusTest {

  private static final int ALL = Integer.MAX_VALUE;
  private static final List<Redactor> BOTH =
      List.of(
          new Redactor(List.of(), List.of(), Mode.MASK, null, rule -> {}),
          new Redactor(List.of(), List.of(), Mode.HASH, "key", rule -> {}));

  private record Case(String kind, String core, String text) {}

  @Test
  void noSecretComesOutAndHardlyAnythingElseIsTouched() throws IOException {
    List<Case> secrets = read("secrets.txt");
    List<Case> harmless = read("harmless.txt");
    List<String> leaks = new ArrayList<>();
    List<String> alarms = new ArrayList<>();
    for (Redactor redactor : BOTH) {
      for (Case secret : secrets) {
        String out = redacted(redactor, secret, ALL);
        if (leaks(out, secret.core())) {
          leaks.add(secret.text() + "\n   " + out);
        }
      }
      for (Case fine : harmless) {
        String out = redacted(redactor, fine, ALL);
        if (!out.equals(fine.text())) {
          alarms.add(fine.text() + "\n   " + out);
        }
      }
    }
    System.out.printf(
        "redaction: %d of %d secrets came out, %d of %d harmless texts were touched%n",
        leaks.size(), 2 * secrets.size(), alarms.size(), 2 * harmless.size());
    assertTrue(secrets.size() >= 220 && harmless.size() >= 220);
    assertEquals("", String.join("\n", leaks));
    assertTrue(
        alarms.size() * 50 <= 2 * harmless.size(),
        () -> alarms.size() + " harmless texts touched:\n" + String.join("\n", alarms));
  }

  @Test
  void noSecretComesOutOfStringsInJsonAtAnyLevel() throws IOException {
    List<String> leaks = new ArrayList<>();
    for (Redactor redactor : BOTH) {
      for (Case secret : read("secrets.txt")) {
        String nested = secret.text();
        for (int level = 1; level <= 4; level++) {
          JsonWriter writer = redactor.writer(ALL);
          writer.beginObject();
          writer.name("text");
          writer.value(nested);
          writer.endObject();
          nested = "{\"text\":" + quoted(nested) + ",\"n\":" + level + "}";
          String out = redactor.json(nested, ALL);
          for (String each : List.of(out, writer.toString())) {
            if (leaks(each, secret.core())) {
              leaks.add("level " + level + ": " + nested + "\n   " + each);
            }
          }
        }
      }
    }
    assertEquals("", String.join("\n", leaks));
  }

  @Test
  void noSecretComesOutWhereverTheTextIsCut() throws IOException {
    List<String> leaks = new ArrayList<>();
    for (Redactor redactor : BOTH) {
      for (Case secret : read("secrets.txt")) {
        int length = secret.text().length();
        for (int most = 0; most <= length; most += length < 120 ? 1 : 7) {
          String out = redacted(redactor, secret, most);
          JsonWriter writer = redactor.writer(most);
          writer.value(secret.text());
          for (String each : List.of(out, writer.toString())) {
            if (leaks(each, secret.core())) {
              leaks.add("cut at " + most + ": " + secret.text() + "\n   " + each);
            }
          }
        }
      }
    }
    assertEquals("", String.join("\n", leaks));
  }

  private static String redacted(Redactor redactor, Case given, int most) {
    return switch (given.kind()) {
      case "json" -> redactor.json(given.text(), most);
      case "uri" -> most == ALL ? redactor.uri(given.text()) : redactor.text(given.text(), most);
      default -> redactor.text(given.text(), most);
    };
  }

  /** Whether six characters in a row are there. */
  private static boolean leaks(String out, String core) {
    int size = Math.min(6, core.length());
    for (int i = 0; i + size <= core.length(); i++) {
      if (out.contains(core.substring(i, i + size))) {
        return true;
      }
    }
    return false;
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static List<Case> read(String file) throws IOException {
    List<Case> cases = new ArrayList<>();
    try (InputStream in = CorpusTest.class.getResourceAsStream(file)) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : all.split("\n")) {
        String[] parts = line.replace("~", "").replace('⏎', '\n').split("\t", -1);
        String last = parts[parts.length - 1];
        cases.add(
            file.equals("secrets.txt")
                ? new Case(parts[0], parts[1], last)
                : new Case(parts[0], "", last));
      }
    }
    return cases;
  }
}
