// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.redact.Redactor.Mode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

  private final List<String> told = new ArrayList<>();
  private final Redactor redactor = new Redactor(List.of(), List.of(), Mode.MASK, null, told::add);
  private final JsonWriter writer = redactor.writer(10_000);

  @Test
  void writesJson() {
    writer.beginObject();
    writer.name("a");
    writer.value("x\"\\\n");
    writer.name("b");
    writer.beginArray();
    writer.value(1);
    writer.value(2.5);
    writer.value(Double.NaN);
    writer.value(true);
    writer.nullValue();
    writer.beginObject();
    writer.endObject();
    writer.endArray();
    writer.name("c");
    writer.binary("image/png", 12345);
    writer.endObject();
    assertEquals(
        "{\"a\":\"x\\\"\\\\\\u000a\",\"b\":[1,2.5,\"NaN\",true,null,{}],"
            + "\"c\":\"[binary: image/png, 12345 bytes]\"}",
        writer.toString());
    assertEquals(writer.toString().length(), writer.length());
    assertFalse(writer.isFull());
  }

  @Test
  void whateverASecretKeyHasIsReplaced() {
    writer.beginObject();
    member("password", "x");
    writer.name("token");
    writer.beginObject();
    member("a", "secret1");
    writer.name("b");
    writer.beginArray();
    writer.value("secret2");
    writer.endArray();
    writer.endObject();
    writer.name("pins");
    writer.value(1);
    writer.name("pin");
    writer.value(1234);
    writer.name("apiKey");
    writer.nullValue();
    writer.name("secret");
    writer.value(false);
    member("session", "");
    member("maxTokens", "5");
    writer.endObject();
    assertEquals(
        "{\"password\":\"[redacted:key]\",\"token\":\"[redacted:key]\",\"pins\":1,"
            + "\"pin\":\"[redacted:key]\",\"apiKey\":null,\"secret\":false,\"session\":\"\","
            + "\"maxTokens\":\"5\"}",
        writer.toString());
    assertEquals(List.of("key", "key", "key"), told);
  }

  @Test
  void aValueIsSecretByTheNameBesideIt() {
    writer.beginArray();
    writer.beginObject();
    member("name", "X-Api-Key");
    member("value", "abc");
    writer.endObject();
    writer.beginObject();
    member("name", "city");
    member("value", "Berlin");
    writer.endObject();
    writer.endArray();
    String out = writer.toString();
    assertEquals(
        "[{\"name\":\"X-Api-Key\",\"value\":\"[redacted:key]\"},"
            + "{\"name\":\"city\",\"value\":\"Berlin\"}]",
        out);
    assertEquals(out, redactor.json(out.replace("[redacted:key]", "abc"), 1_000));
  }

  @Test
  void valuesAreLookedAt() {
    writer.beginArray();
    writer.value("mail a@example.com");
    writer.value("{\"password\":\"x\",\"pin\":1234}");
    writer.value(4111111111111111L);
    writer.endArray();
    assertEquals(
        "[\"mail [redacted:email]\","
            + "\"{\\\"password\\\":\\\"[redacted:key]\\\",\\\"pin\\\":\\\"[redacted:key]\\\"}\","
            + "\"[redacted:card]\"]",
        writer.toString());
  }

  @Test
  void dataIsBinaryWhateverTheOrder() {
    String expected = "\"data\":\"[binary: image/png, 3 bytes]\"";
    for (List<String> order :
        List.of(
            List.of("type", "data", "mimeType"),
            List.of("data", "mimeType", "type"),
            List.of("mimeType", "type", "data"))) {
      JsonWriter each = redactor.writer(1_000);
      each.beginObject();
      for (String name : order) {
        each.name(name);
        each.value(name.equals("type") ? "image" : name.equals("data") ? "AAAA" : "image/png");
      }
      each.endObject();
      assertTrue(each.toString().contains(expected), each.toString());
    }
    writer.beginArray();
    writer.beginObject();
    member("data", "AAAA");
    member("type", "text");
    writer.endObject();
    writer.beginObject();
    member("blob", "AAAA");
    member("mimeType", "a/b");
    writer.endObject();
    writer.beginObject();
    member("data", "QUJD".repeat(100));
    writer.endObject();
    writer.endArray();
    assertEquals(
        "[{\"data\":\"AAAA\",\"type\":\"text\"},"
            + "{\"blob\":\"[binary: a/b, 3 bytes]\",\"mimeType\":\"a/b\"},"
            + "{\"data\":\"[binary: 300 bytes]\"}]",
        writer.toString());
  }

  @Test
  void dataOfAnObjectThatIsNotWrittenToItsEndIsTakenForBinary() {
    JsonWriter small = redactor.writer(40);
    small.beginObject();
    small.name("data");
    small.value("QUJDREVGR0hJSktM");
    small.name("title");
    small.value("a long title that does not fit");
    assertTrue(small.isFull());
    assertTrue(small.toString().startsWith("{\"data\":\"[binary: 12 bytes]\""), small.toString());
  }

  @Test
  void endsInAMarkOnceItIsFull() {
    JsonWriter small = redactor.writer(10);
    small.beginArray();
    small.value("abcdefghijkl");
    small.value("more");
    small.endArray();
    assertTrue(small.isFull());
    assertEquals(10, small.length());
    assertTrue(
        small.toString().matches("\\[\"abcdefgh…\\[cut: at least \\d+ more characters]"),
        small.toString());
  }

  @Test
  void isNotDeeperThanAnyoneReads() {
    for (int i = 0; i < 10_000; i++) {
      writer.beginArray();
    }
    writer.value("deep");
    for (int i = 0; i < 10_000; i++) {
      writer.endArray();
    }
    assertEquals("[".repeat(200) + "\"[redacted:unchecked]\"" + "]".repeat(200), writer.toString());
  }

  private void member(String name, String value) {
    writer.name(name);
    writer.value(value);
  }
}
