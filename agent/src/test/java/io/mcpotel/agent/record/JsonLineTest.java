// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.event.Event;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JsonLineTest {

  private final JsonLine json = new JsonLine();

  private String line(Event event) {
    return new String(json.of(event), UTF_8);
  }

  private Object written(Consumer<Event.Fields> fields) {
    return Json.parse(line(TestEvent.of("s", fields))).get("field");
  }

  @Test
  void everyFieldStandsUnderItsName() {
    Event event =
        new TestEvent(
            "mcp.operation",
            Event.Severity.WARN,
            Instant.parse("2026-11-21T12:00:00Z").getEpochSecond() * 1_000_000_000L + 123_456_789,
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            "tools/call weather: ok",
            fields -> {
              fields.put("mcp.method.name", "tools/call");
              fields.put("server.port", 8080L);
              fields.put("mcp.operation.duration", 0.0125);
              fields.put("mcp.client.capabilities", List.of("roots", "sampling"));
            });

    assertEquals(
        "{\"timestamp\":\"2026-11-21T12:00:00.123456789Z\",\"severity\":\"WARN\","
            + "\"event.name\":\"mcp.operation\",\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\","
            + "\"span_id\":\"b7ad6b7169203331\",\"body\":\"tools/call weather: ok\","
            + "\"mcp.method.name\":\"tools/call\",\"server.port\":8080,"
            + "\"mcp.operation.duration\":0.0125,"
            + "\"mcp.client.capabilities\":[\"roots\",\"sampling\"]}\n",
        line(event));
  }

  @Test
  void timeHasNineDigitsOfASecondEvenBefore1970() {
    Event event = new TestEvent("e", Event.Severity.INFO, -1, null, null, "s", fields -> {});

    assertEquals("1969-12-31T23:59:59.999999999Z", Json.parse(line(event)).get("timestamp"));
    assertEquals(
        "1970-01-01T00:00:00.000000000Z", Json.parse(line(TestEvent.of("s"))).get("timestamp"));
  }

  @Test
  void everyCharacterIsReadAsItWasWritten() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x10000 ? 1 : 977) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        all.appendCodePoint(c);
      }
    }
    String text = all.toString();

    assertEquals(text, written(fields -> fields.put("field", text)));
    assertEquals(List.of(text), written(fields -> fields.put("field", List.of(text))));
    assertEquals(text, Json.parse(line(TestEvent.of(text))).get("body"));
    String name = "a\nb\"c\\";
    assertEquals(1, Json.parse(line(TestEvent.of("s", fields -> fields.put(name, 1L)))).get(name));
  }

  @Test
  void noCharacterEndsTheLineOrCommandsATerminal() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < Character.MIN_SURROGATE; c++) {
      all.append(c);
    }
    String line = line(TestEvent.of(all.toString()));

    assertEquals(line.length() - 1, line.indexOf('\n'));
    for (char c : line.substring(0, line.length() - 1).toCharArray()) {
      assertFalse(
          Character.isISOControl(c)
              || c == '\u2028'
              || c == '\u2029'
              || Character.getType(c) == Character.FORMAT,
          "unescaped: " + (int) c);
    }
  }

  @Test
  void halfACharacterIsReplaced() {
    assertEquals("a\ufffdb", written(fields -> fields.put("field", "a\ud83db")));
    assertEquals("\ufffd", written(fields -> fields.put("field", "\ude00")));
    assertEquals(
        "\ufffd\ud83d\ude00", written(fields -> fields.put("field", "\ud83d\ud83d\ude00")));
    assertEquals("x\ufffd", written(fields -> fields.put("field", "x\ud83d")));
  }

  @Test
  void numbersAreReadAsTheyWereWritten() {
    assertEquals(Long.MIN_VALUE, written(fields -> fields.put("field", Long.MIN_VALUE)));
    assertEquals(1.0e-7, written(fields -> fields.put("field", 1.0e-7)));
    assertEquals(Double.MAX_VALUE, written(fields -> fields.put("field", Double.MAX_VALUE)));
  }

  @Test
  void whatIsNotKnownOrNoNumberIsLeftOut() {
    String line =
        line(
            TestEvent.of(
                null,
                fields -> {
                  fields.put("a", (String) null);
                  fields.put("b", (Long) null);
                  fields.put("c", (Double) null);
                  fields.put("d", (List<String>) null);
                  fields.put("e", Double.NaN);
                  fields.put("f", Double.NEGATIVE_INFINITY);
                  fields.put("g", Arrays.asList("x", null));
                  fields.put("h", List.of());
                }));

    assertEquals(
        "{\"timestamp\":\"1970-01-01T00:00:00.000000000Z\",\"severity\":\"INFO\","
            + "\"event.name\":\"mcp.operation\",\"g\":[\"x\"],\"h\":[]}\n",
        line);
  }

  @Test
  void firstOfTwoFieldsWithOneNameIsWritten() {
    String line =
        line(
            TestEvent.of(
                "right",
                fields -> {
                  fields.put("body", "wrong");
                  fields.put("field", (String) null);
                  fields.put("field", "first");
                  fields.put("field", 2L);
                }));

    assertTrue(line.endsWith("\"body\":\"right\",\"field\":\"first\"}\n"), line);
  }

  @Test
  void nothingOfALargeLineIsLeftInTheNext() {
    String small = line(TestEvent.of("s"));
    line(TestEvent.of("x".repeat(1_000_000), fields -> fields.put("field", 1L)));

    assertEquals(small, line(TestEvent.of("s")));
  }
}
