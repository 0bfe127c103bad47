// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.mcpotel.agent.redact.Redactor.Mode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RedactorTest {

  private static final int ALL = Integer.MAX_VALUE;
  private static final Consumer<String> NOBODY = rule -> {};

  private final Redactor redactor = new Redactor(List.of(), List.of(), Mode.MASK, null, NOBODY);

  @Test
  void whatStandsForASecretSaysWhichRuleItWas() {
    assertEquals("password=[redacted:key] x", redactor.text("password=hunter2 x", ALL));
    assertEquals("Bearer [redacted:bearer]", redactor.text("Bearer abc123def456", ALL));
    assertEquals("card [redacted:card]!", redactor.text("card 4111-1111-1111-1111!", ALL));
    assertEquals("<[redacted:email]>", redactor.text("<a.b@example.com>", ALL));
    assertEquals(
        "amqp://[redacted:userinfo]@mq:5672/x", redactor.text("amqp://me:pw@mq:5672/x", ALL));
  }

  @Test
  void everyoneWhoCountsIsToldOfEachAndCannotBreakIt() {
    List<String> told = new ArrayList<>();
    Redactor counted =
        new Redactor(
            List.of(),
            List.of("x\\d+"),
            Mode.MASK,
            null,
            rule -> {
              told.add(rule);
              throw new IllegalStateException("broken");
            });
    assertEquals(
        "token=[redacted:key] [redacted:pattern] [redacted:email]",
        counted.text("token=a1b2c3 x77 a@b.cd", ALL));
    assertEquals(List.of("key", "pattern", "email"), told);
  }

  @Test
  void equalSecretsHaveEqualHashesForOneKeyOnly() {
    Redactor one = new Redactor(List.of(), List.of(), Mode.HASH, "k1", NOBODY);
    Redactor same = new Redactor(List.of(), List.of(), Mode.HASH, "k1", NOBODY);
    Redactor other = new Redactor(List.of(), List.of(), Mode.HASH, "k2", NOBODY);
    String hashed = one.text("password=hunter2", ALL);
    assertTrue(hashed.matches("password=\\[redacted:key:[0-9a-f]{8}]"), hashed);
    assertEquals(hashed, same.text("password=hunter2", ALL));
    assertNotEquals(hashed, other.text("password=hunter2", ALL));
    assertNotEquals(hashed, one.text("password=hunter3", ALL));
    // However it is written.
    String hash = hashed.substring(9);
    assertEquals("{\"password\":\"" + hash + "\"}", one.json("{\"password\":\"hunter2\"}", ALL));
    assertEquals(
        "{\"t\":\"{\\\"token\\\":\\\"" + hash + "\\\"}\"}",
        one.json("{\"t\":\"{\\\"token\\\":\\\"hunt\\u0065r2\\\"}\"}", ALL));
    JsonWriter writer = one.writer(ALL);
    writer.beginObject();
    writer.name("api_key");
    writer.value("hunter2");
    writer.endObject();
    assertEquals("{\"api_key\":\"" + hash + "\"}", writer.toString());
  }

  @Test
  void withoutAKeyOfItsOwnAHashIsOfThisRedactor() {
    Redactor one = new Redactor(List.of(), List.of(), Mode.HASH, null, NOBODY);
    Redactor other = new Redactor(List.of(), List.of(), Mode.HASH, null, NOBODY);
    assertEquals(one.text("pin=123456", ALL), one.text("pin=123456", ALL));
    assertNotEquals(one.text("pin=123456", ALL), other.text("pin=123456", ALL));
  }

  @Test
  void nothingAndNullStayWhatTheyAre() {
    assertNull(redactor.text(null, 10));
    assertNull(redactor.json(null, 10));
    assertNull(redactor.uri(null));
    assertEquals("", redactor.text("", 10));
    assertEquals("", redactor.json("", 0));
    assertEquals("…[cut: 3 more characters]", redactor.text("abc", 0));
    assertEquals("…[cut: 3 more characters]", redactor.text("abc", -5));
  }

  @Test
  void whatIsRedactedAlreadyStays() {
    String once = redactor.json("{\"password\":\"a\",\"t\":\"token=abc1 a@b.cd\"}", ALL);
    assertEquals(once, redactor.json(once, ALL));
  }

  @Test
  void jsonStaysJson() {
    assertEquals(
        "{\"pin\":\"[redacted:key]\",\"secrets\":\"[redacted:key]\",\"n\":[1,2]}",
        redactor.json("{\"pin\":1234,\"secrets\":[{\"a\":\"]\"},1],\"n\":[1,2]}", ALL));
    assertEquals(
        "{\"t\":\"{\\\"pin\\\":\\\"[redacted:key]\\\",\\\"x\\\":1}\"}",
        redactor.json("{\"t\":\"{\\\"pin\\\":1234,\\\"x\\\":1}\"}", ALL));
    assertEquals(
        "{\"password\":null,\"token\":true,\"secret\":\"\"}",
        redactor.json("{\"password\":null,\"token\":true,\"secret\":\"\"}", ALL));
    assertEquals(
        "{\"password\":\"[redacted:key]\",\"password\":\"[redacted:key]\"}",
        redactor.json("{\"password\":\"a\",\"password\":\"b\"}", ALL));
  }

  @Test
  void binaryContentIsTypeAndSize() {
    assertEquals(
        "{\"type\":\"image\",\"data\":\"[binary: image/png, 3 bytes]\",\"mimeType\":\"image/png\"}",
        redactor.json("{\"type\":\"image\",\"data\":\"AAAA\",\"mimeType\":\"image/png\"}", ALL));
    assertEquals(
        "{\"mimeType\":\"audio/wav\",\"data\":\"[binary: audio/wav, 4 bytes]\",\"type\":\"audio\"}",
        redactor.json(
            "{\"mimeType\":\"audio/wav\",\"data\":\"AAAAAA==\",\"type\":\"audio\"}", ALL));
    assertEquals(
        "{\"uri\":\"a\",\"blob\":\"[binary: 3 bytes]\"}",
        redactor.json("{\"uri\":\"a\",\"blob\":\"AAAA\"}", ALL));
    assertEquals(
        "see [binary: image/gif, 6 bytes].",
        redactor.text("see data:image/gif;base64,AAAAAAAA.", ALL));
    assertEquals(
        "{\"type\":\"text\",\"data\":\"AAAA\"}",
        redactor.json("{\"type\":\"text\",\"data\":\"AAAA\"}", ALL));
  }

  @Test
  void aLargePictureLeavesRoomForWhatIsBehindIt() {
    String large = "A".repeat(4_000_000);
    assertEquals(
        "[{\"type\":\"image\",\"data\":\"[binary: image/png, 3000000 bytes]\",\"mimeType\":\"image/png\"},\"end\"]",
        redactor.json(
            "[{\"type\":\"image\",\"data\":\"" + large + "\",\"mimeType\":\"image/png\"},\"end\"]",
            200));
  }

  @Test
  void aUriWithNothingToHideIsTheSame() {
    String uri = new String("https://example.com:8080/a/b?page=2&sort=asc#top");
    assertSame(uri, redactor.uri(uri));
    assertEquals(
        "https://[redacted:userinfo]@h/p?a=1&api_key=[redacted:key]&b=2#id_token=[redacted:key]",
        redactor.uri("https://u:p@h/p?a=1&api_key=s3cr&b=2#id_token=x"));
  }

  @Test
  void ownKeysAndPatternsAreSecretsToo() {
    Redactor own =
        new Redactor(
            List.of("Employee Number"), List.of("EMP-\\d{4}", "("), Mode.MASK, null, NOBODY);
    assertEquals(
        "{\"employee_number\":\"[redacted:key]\",\"a\":\"x [redacted:pattern] y\"}",
        own.json("{\"employee_number\":\"7\",\"a\":\"x EMP-1234 y\"}", ALL));
    assertEquals("employeeNumber=[redacted:key]", own.text("employeeNumber=77", ALL));
  }

  @Test
  void aWrongPatternIsToldAndLeftOut() {
    String told = stderr(() -> new Redactor(List.of(), List.of("a(b"), Mode.MASK, null, NOBODY));
    assertTrue(told.contains("redaction pattern \"a(b\""), told);
    assertEquals(1, told.lines().count());
  }

  @Test
  void aPatternThatOverlapsASecretLeavesNothingOfIt() {
    Redactor own = new Redactor(List.of(), List.of("card \\d{4}"), Mode.MASK, null, NOBODY);
    assertEquals("[redacted:pattern].", own.text("card 4111111111111111.", ALL));
  }

  @Test
  void aPatternThatTakesTooLongLetsNothingOut() {
    String text = "a".repeat(100_000) + "!";
    for (String pattern : List.of("(a+)+$", "(a|aa)+$", "(a|b)*c", "(.*)(.*)(.*)(.*)x{9}")) {
      Redactor own = new Redactor(List.of(), List.of(pattern), Mode.MASK, null, NOBODY);
      String told =
          stderr(
              () ->
                  assertTimeoutPreemptively(
                      Duration.ofSeconds(2),
                      () -> assertEquals("[redacted:unchecked]", own.text(text, ALL))));
      assertTrue(told.contains(pattern) && told.contains("takes too long"), told);
      assertEquals("", stderr(() -> own.text(text, ALL)));
      assertEquals("fine", own.text("fine", ALL));
      JsonWriter writer = own.writer(ALL);
      writer.beginArray();
      writer.value(text);
      writer.value("fine");
      writer.endArray();
      assertEquals("[\"[redacted:unchecked]\",\"fine\"]", writer.toString());
    }
  }

  @Test
  void aTextThatFailsDoesNotComeOut() {
    CharSequence broken =
        new CharSequence() {
          @Override
          public int length() {
            return 10;
          }

          @Override
          public char charAt(int index) {
            throw new IllegalStateException();
          }

          @Override
          public CharSequence subSequence(int start, int end) {
            return this;
          }
        };
    stderr(() -> assertEquals("[redacted:unchecked]", redactor.text(broken, ALL)));
  }

  @Test
  void howMuchIsMissingIsSaid() {
    assertEquals("abc…[cut: 4 more characters]", redactor.text("abcdefg", 3));
    assertEquals("abcdefg", redactor.text("abcdefg", 7));
    String large = "lorem ipsum ".repeat(10_000);
    String out = redactor.text(large, 5_000);
    assertEquals(large.substring(0, 5_000) + "…[cut: 115000 more characters]", out);
    assertEquals(large, redactor.text(large, ALL));
  }

  @Test
  void aSecretThatTheCutGoesThroughDoesNotShow() {
    String jwt = "eyJ" + "hbGciOiJIUzI1NiJ9." + "Ab3".repeat(3_000) + "." + "Zz9".repeat(15);
    String pem = "-----BEGIN " + "PRIVATE KEY-----\n" + "MIIEabc123\n".repeat(2_000);
    for (String secret : List.of(jwt, pem, "josephine.baker@example.com", "4111 1111 1111 1111")) {
      String text = "x".repeat(500) + " " + secret;
      for (int most = 495; most < 560; most++) {
        String out = redactor.text(text, most);
        assertFalse(
            out.substring(501 < out.length() ? 501 : 0).contains(secret.substring(0, 4)), out);
      }
    }
  }

  @Test
  void noSurrogatePairIsSplitAndLoneOnesDoNoHarm() {
    String faces = "😀😀😀";
    assertEquals("😀…[cut: 4 more characters]", redactor.text(faces, 3));
    assertEquals("\ud83d x \ude00", redactor.text("\ud83d x \ude00", ALL));
    JsonWriter writer = redactor.writer(ALL);
    writer.value("a\ud83d\"😀");
    assertEquals("\"a\\ud83d\\\"😀\"", writer.toString());
    JsonWriter small = redactor.writer(4);
    small.value(faces);
    assertEquals("\"😀…[cut: at least 5 more characters]", small.toString());
  }

  @Test
  void deepNestingIsNoProblem() {
    String open = "{\"a\":[".repeat(10_000);
    String close = "]}".repeat(10_000);
    String deep = open + "{\"password\":\"hunter2\"}" + close;
    assertEquals(open + "{\"password\":\"[redacted:key]\"}" + close, redactor.json(deep, ALL));
    assertEquals(
        "{\"secrets\":\"[redacted:key]\"}", redactor.json("{\"secrets\":" + deep + "}", ALL));
    assertEquals("[".repeat(10_000), redactor.json("[".repeat(10_000), ALL));
  }

  @Test
  void escapesInJsonHideNothing() {
    assertEquals(
        "{\"\\u0070assword\":\"[redacted:key]\"}",
        redactor.json("{\"\\u0070assword\":\"hunter2\"}", ALL));
    assertEquals(
        "{\"a\":\"x\\n[redacted:email]\\ty\"}",
        redactor.json("{\"a\":\"x\\njo\\u0065@example.com\\ty\"}", ALL));
    assertEquals(
        "{\"password\":\"[redacted:key]\",\"b\":1}",
        redactor.json("{\"password\":\"a\\\"b\\\\\",\"b\":1}", ALL));
  }

  @Test
  void aLimitedTextCostsNoMoreMemoryThanItsLimit() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    String plain = "lorem ipsum dolor sit amet, consetetur: ".repeat(1_250_000);
    String secret = "{\"password\":\"" + plain;
    String picture = "{\"type\":\"image\",\"data\":\"" + "QUJD".repeat(12_500_000) + "\"}";
    Redactor hashing = new Redactor(List.of(), List.of("[A-Z]{9}"), Mode.HASH, null, NOBODY);
    for (Redactor each : List.of(redactor, hashing)) {
      for (String large : List.of(plain, secret, picture)) {
        each.json(large, 8_192);
        long before = threads.getThreadAllocatedBytes(thread);
        each.json(large, 8_192);
        JsonWriter writer = each.writer(8_192);
        writer.value(large);
        writer.toString();
        long bytes = threads.getThreadAllocatedBytes(thread) - before;
        assertTrue(bytes < 400_000, bytes + " bytes for " + large.length() + " characters");
      }
    }
  }

  @Test
  void nothingMakesItSlow() {
    for (String part :
        List.of("sk-", "eyJ-", "://a:b", "\"data\":\"a\",", "sig=(", "a@", "token==", "4111 ")) {
      String text = part.repeat(100_000 / part.length());
      redactor.text(text, ALL);
      assertTimeoutPreemptively(
          Duration.ofSeconds(2), () -> redactor.text(text, ALL), () -> "of " + part);
    }
  }

  @Test
  void aRunOfBackslashesLongerThanAWindowEnds() {
    for (int run : new int[] {32_767, 32_768, 36_864, 36_865, 40_000, 1_000_000}) {
      String text = "file:///" + "\\".repeat(run) + "n password=hunter2";
      String expected = text.replace("hunter2", "[redacted:key]");
      assertTimeoutPreemptively(
          Duration.ofSeconds(10), () -> assertEquals(expected, redactor.uri(text)));
    }
  }

  @Test
  void secretsInSentencesOptionsAndElements() {
    assertEquals(
        "Incorrect API key provided: [redacted:key]",
        redactor.text("Incorrect API key provided: abc123def.", ALL));
    assertEquals(
        "with password '[redacted:key]' of bob",
        redactor.text("with password 'hunter2' of bob", ALL));
    assertEquals(
        "[\"--api-key\",\"[redacted:key]\"]", redactor.text("[\"--api-key\",\"abc\"]", ALL));
    assertEquals(
        "<a:password x=\"1\">[redacted:key]</a:password>",
        redactor.text("<a:password x=\"1\">abc</a:password>", ALL));
    assertEquals("password->[redacted:key]", redactor.text("password->abc", ALL));
  }

  @Test
  void whateverIsInItNothingFails() {
    String[] parts = {
      "\"",
      "\\",
      "{",
      "}",
      "[",
      "]",
      ":",
      "=",
      "password",
      "token",
      " ",
      "\n",
      "a@b.cd",
      "://",
      "-----BEGIN ",
      "PRIVATE KEY-----",
      "4111 1111 1111 1111",
      "%22",
      "\\u0022",
      "\\u00",
      "%",
      "eyJ",
      "Bearer ",
      "--secret",
      "<pin>",
      "data",
      "\"data\":\"",
      "data:x/y;base64,",
      "'",
      "\ud83d",
      "é",
      ",",
      "é@é.éé",
      "\"sig\":",
      "\"blob\":\""
    };
    Random random = new Random(3);
    String told =
        stderr(
            () -> {
              for (int i = 0; i < 30_000; i++) {
                StringBuilder text = new StringBuilder();
                for (int n = random.nextInt(14); n >= 0; n--) {
                  text.append(parts[random.nextInt(parts.length)]);
                }
                for (int most : new int[] {ALL, random.nextInt(40)}) {
                  assertNotEquals(
                      "[redacted:unchecked]", redactor.json(text, most), text::toString);
                }
              }
            });
    assertEquals("", told);
  }

  private static synchronized String stderr(Runnable doing) {
    PrintStream real = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    try {
      doing.run();
    } finally {
      System.setErr(real);
    }
    return told.toString(StandardCharsets.UTF_8);
  }
}
