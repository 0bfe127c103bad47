// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a silence that somebody asks for: it has an end and a reason. */
final class SilenceReader {

  private static final Set<String> FIELDS = Set.of("rule", "match", "until", "for", "reason", "by");
  private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,5})(s|m|h|d)");
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final int MOST_TEXT = 500;

  private final Predicate<String> isRule;

  SilenceReader(Predicate<String> isRule) {
    this.isRule = isRule;
  }

  /** It is not taken, and why. */
  static final class Wrong extends Exception {

    private static final long serialVersionUID = 1L;

    Wrong(String message) {
      super(message);
    }
  }

  Silence read(JsonNode body, Instant now) throws Wrong {
    Iterator<String> names = body.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw new Wrong("there is no field " + Words.line(name, 60));
      }
    }
    String rule = text(body, "rule", false);
    if (rule != null && !isRule.test(rule)) {
      throw new Wrong("rule has to be the name of a rule");
    }
    Map<String, String> match = match(body.path("match"));
    if (rule == null && match.isEmpty()) {
      throw new Wrong("rule or match has to say what is silenced");
    }
    return new Silence(
        UUID.randomUUID().toString(),
        rule,
        match,
        now,
        until(body, now),
        text(body, "reason", true),
        text(body, "by", true));
  }

  private static Instant until(JsonNode body, Instant now) throws Wrong {
    String until = text(body, "until", false);
    String span = text(body, "for", false);
    if ((until == null) == (span == null)) {
      throw new Wrong("until or for has to say when it ends, and not both");
    }
    Instant end = until == null ? now.plus(span(span)) : time(until);
    if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
      throw new Wrong("it has to end after now, and within a year");
    }
    return end;
  }

  private static Instant time(String text) throws Wrong {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Wrong("until has to be a time like 2026-01-15T09:32:45Z");
    }
  }

  private static Duration span(String text) throws Wrong {
    Matcher matcher = SPAN.matcher(text);
    if (!matcher.matches()) {
      throw new Wrong("for has to be like 30m, 2h or 1d");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static Map<String, String> match(JsonNode node) throws Wrong {
    Map<String, String> match = new TreeMap<>();
    if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
      throw new Wrong("match has to be an object of labels");
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (Label.of(name).isEmpty()) {
        throw new Wrong("match has to be of service, instance, tool and client");
      }
      match.put(name, text(node, name, true));
    }
    return match;
  }

  private static String text(JsonNode node, String name, boolean isNeeded) throws Wrong {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      if (isNeeded) {
        throw new Wrong(name + " is missing");
      }
      return null;
    }
    if (!value.isTextual() || value.asText().isBlank() || value.asText().length() > MOST_TEXT) {
      throw new Wrong(name + " has to be a text of 1 to " + MOST_TEXT + " characters");
    }
    return Words.line(value.asText(), MOST_TEXT);
  }
}
