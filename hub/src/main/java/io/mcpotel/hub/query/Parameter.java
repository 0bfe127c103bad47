// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a question may be asked with. */
enum Parameter {
  FROM {
    @Override
    Object parse(String text, Instant now) throws BadParameter {
      return time(text, now);
    }
  },
  TO {
    @Override
    Object parse(String text, Instant now) throws BadParameter {
      return time(text, now);
    }
  },
  SERVICE,
  INSTANCE,
  ROLE {
    @Override
    Object parse(String text, Instant now) throws BadParameter {
      return oneOf(text, "server", "client");
    }
  },
  DIRECTION {
    @Override
    Object parse(String text, Instant now) throws BadParameter {
      return oneOf(text, "receive", "transmit");
    }
  },
  METHOD,
  TOOL,
  SESSION_ID,
  CLIENT_NAME,
  OUTCOME,
  ERROR_TYPE,
  MIN_DURATION_MS {
    @Override
    Object parse(String text, Instant now) throws BadParameter {
      try {
        double value = Double.parseDouble(text);
        if (value >= 0 && Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw bad("has to be a number of milliseconds, 0 or more", text);
    }
  },
  STATE {
    @Override
    Object parse(String text, Instant now) throws BadParameter {
      return oneOf(text, "open", "closed");
    }
  },
  TYPE {
    @Override
    Object parse(String text, Instant now) throws BadParameter {
      return oneOf(text, "stuck", "catalog", "rejected", "transport", "alert", "command", "health");
    }
  },
  METRIC {
    @Override
    Object parse(String text, Instant now) throws BadParameter {
      oneOf(text, Metric.texts());
      return Metric.valueOf(text.toUpperCase(Locale.ROOT));
    }
  },
  BY {
    @Override
    Object parse(String text, Instant now) throws BadParameter {
      return oneOf(text, "service", "instance", "tool", "method", "error_type");
    }
  },
  STEP {
    @Override
    Object parse(String text, Instant now) throws BadParameter {
      Matcher matcher = AGO.matcher(text);
      if (matcher.matches() && !matcher.group(1).matches("0+")) {
        return duration(matcher);
      }
      throw bad("has to be a duration like 30s, 5m or 1h", text);
    }
  },
  TRACE_ID {
    @Override
    Object parse(String text, Instant now) throws BadParameter {
      if (!text.matches("[0-9a-f]{32}")) {
        throw bad("has to be 32 digits of 0 to 9 and a to f", text);
      }
      return text;
    }
  },
  LIMIT {
    @Override
    Object parse(String text, Instant now) throws BadParameter {
      try {
        long value = Long.parseLong(text);
        if (value >= 1 && value <= MOST_ROWS) {
          return value;
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw bad("has to be a whole number from 1 to " + MOST_ROWS, text);
    }
  },
  CURSOR {
    @Override
    Object parse(String text, Instant now) throws BadParameter {
      return Cursor.parse(text).orElseThrow(() -> bad("has to be the next of another page", text));
    }
  };

  static final long MOST_ROWS = 1_000;
  private static final int MOST_TEXT = 1_024;
  private static final Pattern AGO = Pattern.compile("([0-9]{1,6})(s|m|h|d)");

  /** A text by default. */
  Object parse(String text, Instant now) throws BadParameter {
    if (text.isEmpty() || text.length() > MOST_TEXT) {
      throw bad("has to have 1 to " + MOST_TEXT + " characters", text);
    }
    return text;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  Object time(String text, Instant now) throws BadParameter {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      return now.minus(duration(ago));
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw bad("has to be a time like 2026-01-15T09:32:45Z, or one ago like 15m, 6h or 7d", text);
    }
  }

  static Duration duration(Matcher matched) {
    long count = Long.parseLong(matched.group(1));
    return switch (matched.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  String oneOf(String text, String... words) throws BadParameter {
    if (!List.of(words).contains(text)) {
      String most = String.join(", ", List.of(words).subList(0, words.length - 1));
      throw bad("has to be " + most + " or " + words[words.length - 1], text);
    }
    return text;
  }

  BadParameter bad(String why, String text) {
    String seen = text.length() > 100 ? text.substring(0, 100) + "..." : text;
    return new BadParameter(text() + " " + why + ", and was \"" + seen + "\"");
  }
}
