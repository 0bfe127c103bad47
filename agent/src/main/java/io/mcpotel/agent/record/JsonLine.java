// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mcpotel.agent.core.Printable;
import io.mcpotel.agent.core.event.Event;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes an event as one line of JSON; {@code docs/record.schema.json} says what is in it. */
final class JsonLine implements Event.Fields {

  private static final int NANOS = 1_000_000_000;
  private static final int MOST_KEPT = 256 * 1024;
  private static final String HEX = "0123456789abcdef";
  private static final char UNREADABLE = '\ufffd';

  private final Set<String> names = new HashSet<>();
  private StringBuilder text = new StringBuilder(1024);

  /** The line in UTF-8, with the newline at its end. */
  byte[] of(Event event) {
    names.clear();
    text.setLength(0);
    text.append('{');
    if (begins("timestamp")) {
      timestamp(event.epochNanos());
    }
    put("severity", event.severity().name());
    put("event.name", event.name());
    put("trace_id", event.traceId());
    put("span_id", event.spanId());
    put("body", event.body());
    event.describe(this);
    byte[] line = text.append("}\n").toString().getBytes(UTF_8);
    if (text.capacity() > MOST_KEPT) {
      // One large payload is no reason to hold that much forever.
      text = new StringBuilder(1024);
    }
    return line;
  }

  @Override
  public void put(String name, String value) {
    if (value != null && begins(name)) {
      string(value);
    }
  }

  @Override
  public void put(String name, Long value) {
    if (value != null && begins(name)) {
      text.append(value.longValue());
    }
  }

  @Override
  public void put(String name, Double value) {
    // JSON has no word for what is not finite.
    if (value != null && Double.isFinite(value) && begins(name)) {
      text.append(value.doubleValue());
    }
  }

  @Override
  public void put(String name, List<String> values) {
    if (values != null && begins(name)) {
      String separator = "[";
      for (String value : values) {
        if (value != null) {
          text.append(separator);
          string(value);
          separator = ",";
        }
      }
      text.append(separator.equals("[") ? "[]" : "]");
    }
  }

  /** Writes a field's name, unless the line has such a field already. */
  private boolean begins(String name) {
    if (!names.add(name)) {
      return false;
    }
    if (names.size() > 1) {
      text.append(',');
    }
    string(name);
    text.append(':');
    return true;
  }

  /** Always with nine digits of a second, so that lines sort as text. */
  private void timestamp(long epochNanos) {
    int nano = (int) Math.floorMod(epochNanos, (long) NANOS);
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(Math.floorDiv(epochNanos, NANOS), nano, ZoneOffset.UTC);
    text.append('"').append(time.getYear());
    padded('-', time.getMonthValue(), 2);
    padded('-', time.getDayOfMonth(), 2);
    padded('T', time.getHour(), 2);
    padded(':', time.getMinute(), 2);
    padded(':', time.getSecond(), 2);
    padded('.', nano, 9);
    text.append("Z\"");
  }

  private void padded(char separator, int number, int digits) {
    text.append(separator);
    String shown = Integer.toString(number);
    for (int i = shown.length(); i < digits; i++) {
      text.append('0');
    }
    text.append(shown);
  }

  private void string(String value) {
    text.append('"');
    int copied = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (isPlain(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        i++;
        continue;
      }
      text.append(value, copied, i);
      escape(c);
      copied = i + 1;
    }
    text.append(value, copied, value.length()).append('"');
  }

  private static boolean isPlain(char c) {
    return Printable.isPlain(c) && c != '"' && c != '\\' && !Character.isSurrogate(c);
  }

  /**
   * Beyond what JSON asks for, this escapes what some readers take for the end of a line, and what
   * a terminal would obey.
   */
  private void escape(char c) {
    switch (c) {
      case '"', '\\' -> text.append('\\').append(c);
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (Character.isSurrogate(c)) {
          text.append(UNREADABLE);
        } else {
          text.append("\\u");
          for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX.charAt(c >> shift & 0xf));
          }
        }
      }
    }
  }
}
