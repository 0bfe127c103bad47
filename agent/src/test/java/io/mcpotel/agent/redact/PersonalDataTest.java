// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.agent.redact.Redactor.Mode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersonalDataTest {

  private static final String[] PERSONAL = {
    "DE89 3704 0044 0532 0130 00",
    "GB29NWBK60161331926819",
    "gb29nwbk60161331926819",
    "FR14 2004 1010 0505 0001 3M02 606",
    "NL91ABNA0417164300",
    "+1-202-555-0173",
    "+44 20 7946 0958",
    "+44 (20) 7946 0958",
    "+49 30 1234567",
    "+33 1 42 68 53 00",
    "+919876543210",
    "(415) 555-0132",
    "(415)555-0132",
    "415-555-0132",
    "415.555.0132",
    "415-555-0132x4567",
    "001-415-555-0132",
    "07700 900123",
    "06 12 34 56 78",
    "0113 496 0123",
    "536-22-1234",
    "203.0.113.77",
    "2001:db8:85a3::8a2e:370:7334",
    "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
    "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
  };

  private static final String[] IN_CONTEXT = {
    "Passport number: |X12345678|",
    "passport no. |340020013|",
    "his SSN is |536221234|",
    "call me at |5550132|",
    "Phone |13812345678|",
    "they do not answer at |78 651 450|",
    "|416 60 039| office",
    "Driver's license number is |F162823540116|",
    "{\"phone\":\"|555 0132|\"}",
    "{\"ip_address\":\"|10.0.0.7|\"}",
  };

  private static final String[] HARMLESS = {
    "2026-11-29T12:00:00Z",
    "29.11.2026 12:30:45",
    "01.02.2026",
    "request 3fa26453-a274-4697-b43a-bc7ba45fca87",
    "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "ISBN 978-3-16-148410-0",
    "version 1.2.3 of 4.5.6",
    "line 12 of 3400, 99.5 %",
    "127.0.0.1:8080",
    "std::vector<int> a::b",
    "commit 160d80205270575870032264fa2ba9df8a128582",
    "DE12 is no account, GB29NWBK60161331926818 is none either",
    "Boston, MA 02110-1301, USA",
    "0x7fff5fbff8c0",
    "1764417600000",
  };

  private final Redactor personal =
      new Redactor(List.of(), List.of(), true, Mode.MASK, null, rule -> {});
  private final Redactor plain = new Redactor(List.of(), List.of(), Mode.MASK, null, rule -> {});

  @Test
  void isTakenOutOnRequest() {
    List<String> wrong = new ArrayList<>();
    for (String each : PERSONAL) {
      for (String text : List.of("%s", "mine: %s, yours not", "{\"note\":\"%s\"}")) {
        String out = personal.text(String.format(text, each), Integer.MAX_VALUE);
        if (!out.equals(text.replace("%s", "[redacted:personal]"))) {
          wrong.add(String.format(text, each) + "\n   " + out);
        }
      }
    }
    for (String each : IN_CONTEXT) {
      String out = personal.text(each.replace("|", ""), Integer.MAX_VALUE);
      if (!out.matches(
          java.util.regex.Pattern.quote(each.substring(0, each.indexOf('|')))
              + "\\[redacted:(personal|key)\\].*")) {
        wrong.add(each + "\n   " + out);
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void whatOnlyLooksLikeItStays() {
    List<String> wrong = new ArrayList<>();
    for (String each : HARMLESS) {
      String out = personal.text(each, Integer.MAX_VALUE);
      if (!out.equals(each)) {
        wrong.add(each + "\n   " + out);
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void withoutTheRequestItStays() {
    for (String each : PERSONAL) {
      assertEquals(each, plain.text(each, Integer.MAX_VALUE));
    }
  }
}
