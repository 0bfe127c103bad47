// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.redact.Redactor.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Texts that are made to be slow. What is counted are looks at characters, so that no machine is
 * too slow for this test; that all looks are counted, the last test shows by the characters that
 * are asked of a text.
 */
class HostileTextTest {

  private static final int ALL = Integer.MAX_VALUE;

  /** The bound that the redactor sets itself, with what it looks ahead. */
  private static final int MOST_PER_CHARACTER = 70;

  private static final int MOST = 20_000 + MOST_PER_CHARACTER * 8_192;

  private final Redactor redactor =
      new Redactor(List.of(), List.of(), true, Mode.MASK, null, rule -> {});

  private static List<String> units() {
    List<String> units = new ArrayList<>();
    for (int count : new int[] {1, 2, 3, 63, 511}) {
      units.add("\\".repeat(count) + "u0041");
      units.add("\\".repeat(count) + "\"");
      units.add("%".repeat(count) + "41");
      units.add("a".repeat(count) + "=");
      units.add(" ".repeat(count) + ":");
      units.add("-".repeat(count) + "a");
    }
    for (String unit :
        ("\\ \\\\ \\u \\u00 \\u0022 \\n \\\" \\/ % %2 %22 %25 %5C %e2%80 \" ' ` \"\" '' \":\" ': `= { } [ ] {}"
                + " [] {\" [\" [\"pin\", [[ ]] {\"a\": {\"data\":\"a\", {\"value\":\"a\", \"value\":\"a\","
                + " \"name\":\"pin\", \"type\":\"image\", \"blob\":\" \"data\":\" -----BEGIN -----BEGIN_PRIVATE_KEY-----"
                + " -----END ----- -- --a --pin --pin=a -pin -> => = == === : :: ://a ://a:b ://a:b@ ://@ :/ // key= key: pin= pin:"
                + " pin:a: token= token== tokens: tokens=1, sig= sig=( sig=a password= password=, password=& password=a&b=c"
                + " password:=> PIN=a;PIN= a=b; a:b, <pin> <pin>a <a <pin </pin> <> > >> ->a eyJ eyJ- eyJ. eyJ.a. eyJhbGciOiJ."
                + " sk- sk-a sk-ant- ghp_ ghp_a xoxb- AKIA AKIAA SG. SG.a. glpat- hf_ key- pat -us1 .atlasv1. 8Q~ T3BlbkFJ"
                + " +ASt :AA 1:AA MT.a. Mz data: data:,a data:a;base64, data:;base64,= stringData: Private-Lines: bearer Bearer"
                + " bearer_a basic basic_ Basic_YTpi curl curl_-u mysql mysql_-p machine machine_login @ a@ a@a @a. a@a. a@a.b"
                + " a@1.1 a@-. 4 4111 4111_4111 4-4 4.4 1. 1.1 1.1.1.1 1:1 ::1 a:b:c +1 +1-1 (1) (111) 0x 0xa bc1 DE DE1 DE12"
                + " passport passport1 ssn 12-34 [redacted:a] [redacted: kind:_Secret")
            .split(" ")) {
      units.add(unit.replace('_', ' '));
    }
    for (String unit :
        new String[] {
          " ",
          "\t",
          "\n",
          "\r\n",
          "\u00a0",
          "\u2009",
          "\u0000",
          "\u007f",
          "\u0085",
          "\u2028",
          "\ud83d",
          "\ude00",
          "\ud83d\ude00",
          "e\u0301",
          "\u0301",
          "\u200d",
          "\ufe0f",
          "\u202e",
          "пароль",
          "пароль:",
          "密码：",
          "：",
          "＝",
          "＂",
          "é@é.é",
          "ß",
          "İ",
          "password:\n",
          "password: |\n",
          "password:\n ",
          "pin: >\n  a\n",
          "data:\n",
          "data:\n a: b\n",
          "kind: Secret\n",
          "- name: pin\n"
        }) {
      units.add(unit);
    }
    return units;
  }

  @Test
  void noUnitThatIsRepeatedTakesMoreStepsThanItIsLong() {
    List<String> units = units();
    assertTrue(units.size() >= 200, units.size() + " units");
    List<String> wrong = new ArrayList<>();
    for (String unit : units) {
      for (int length : new int[] {4_096, 65_536}) {
        look(unit.repeat(length / unit.length() + 1).substring(0, length), ALL, unit, wrong);
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void noMixtureTakesMoreStepsThanItIsLong() {
    List<String> units = units();
    Random random = new Random(4);
    List<String> wrong = new ArrayList<>();
    for (int length : new int[] {4_096, 4_096, 65_536, 65_536, 65_536, 1_048_576, 4_194_304}) {
      for (int round = 0; round < (length > 65_536 ? 3 : 40); round++) {
        StringBuilder text = new StringBuilder(length);
        List<String> few = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
          few.add(units.get(random.nextInt(units.size())));
        }
        while (text.length() < length) {
          String unit = few.get(random.nextInt(few.size()));
          text.append(unit.repeat(random.nextInt(1 + 600 / unit.length()) + 1));
        }
        look(text.toString(), ALL, few.toString(), wrong);
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void aTextOfWhichLittleIsExportedTakesFewSteps() {
    List<String> wrong = new ArrayList<>();
    for (String unit : units()) {
      String text = unit.repeat(1_048_576 / unit.length());
      StepLimit steps = new StepLimit();
      String out = redactor.text(text, 4_096, steps);
      assertTrue(out.length() < 4_200, out);
      if (steps.taken() > MOST + 2L * text.length() + 100_000) {
        wrong.add(unit + ": " + steps.taken());
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void nestedAndBrokenJson() {
    List<String> wrong = new ArrayList<>();
    for (String open :
        List.of("[", "{\"a\":", "[{\"password\":", "{\"a\":\"{\\\"b\\\":", "[[\"pin\",")) {
      String deep = open.repeat(65_536 / open.length());
      for (String text :
          List.of(deep, "{\"pin\":" + deep, deep + "\"", deep + "\\", deep + "1]]")) {
        look(text, ALL, open, wrong);
        JsonWriter writer = redactor.writer(8_192);
        writer.beginObject();
        writer.name(text);
        writer.value(text);
        writer.endObject();
        assertTrue(writer.toString().length() < 8_300);
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  private void look(String text, int most, String of, List<String> wrong) {
    StepLimit steps = new StepLimit();
    redactor.text(text, most, steps);
    if (steps.taken() > 20_000 + (long) MOST_PER_CHARACTER * text.length()) {
      wrong.add(of + ": " + steps.taken() + " steps for " + text.length() + " characters");
    }
  }

  /** Ordinary texts are far from the bound, so none of them is withheld for it. */
  @Test
  void ordinaryTextsTakeFewSteps() {
    String json =
        "{\"id\":42,\"name\":\"item\",\"uuid\":\"3fa26453-a274-4697-b43a-bc7ba45fca87\",\"tags\":[\"a\",\"b\"],"
            + "\"ts\":\"2026-11-29T12:00:00Z\",\"url\":\"https://example.com/a/b?c=d&e=f\",\"ok\":true},";
    String prose = "It was the best of times, it was the worst of times: 12 of 34 (so they say). ";
    String code =
        "  private final Map<String, List<Look>> all = new LinkedHashMap<>(); // no token\n";
    for (String each : List.of(json, prose, code)) {
      String text = each.repeat(65_536 / each.length());
      StepLimit steps = new StepLimit();
      assertEquals(text, redactor.text(text, ALL, steps));
      assertTrue(
          steps.taken() < 16L * text.length(), steps.taken() + " for " + text.length() + each);
    }
  }

  @Test
  void whatIsAskedOfATextIsCounted() {
    for (String unit : units()) {
      String text = unit.repeat(8_192 / unit.length());
      AtomicInteger asked = new AtomicInteger();
      StepLimit steps = new StepLimit();
      redactor.text(counting(text, asked), ALL, steps);
      // It is read twice, to look at it and to copy it, with what is before and behind a window.
      assertTrue(
          asked.get() <= steps.taken() + 3L * text.length() + 8_192,
          () -> unit + ": " + asked + " asked, " + steps.taken() + " counted");
    }
  }

  private static CharSequence counting(String text, AtomicInteger asked) {
    return new CharSequence() {
      @Override
      public int length() {
        return text.length();
      }

      @Override
      public char charAt(int index) {
        asked.incrementAndGet();
        return text.charAt(index);
      }

      @Override
      public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
      }

      @Override
      public String toString() {
        return text;
      }
    };
  }
}
