// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The parameters of one question, as they came in a URL. */
final class Asked {

  private static final Duration USUAL = Duration.ofHours(1);
  private static final long USUAL_ROWS = 100;

  private final List<Parameter> allowed;
  private final Map<Parameter, Object> values;

  private Asked(List<Parameter> allowed, Map<Parameter, Object> values) {
    this.allowed = allowed;
    this.values = values;
  }

  static Asked parse(String rawQuery, List<Parameter> allowed, Instant now) throws BadParameter {
    Map<Parameter, Object> values = new EnumMap<>(Parameter.class);
    String query = rawQuery == null ? "" : rawQuery;
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      Parameter parameter = named(name, allowed);
      String text = decoded(equals < 0 ? "" : pair.substring(equals + 1));
      if (values.put(parameter, parameter.parse(text, now)) != null) {
        throw new BadParameter(name + " is given twice");
      }
    }
    values.putIfAbsent(Parameter.TO, now);
    values.putIfAbsent(Parameter.FROM, ((Instant) values.get(Parameter.TO)).minus(USUAL));
    Asked asked = new Asked(allowed, values);
    if (!asked.from().isBefore(asked.to())) {
      throw new BadParameter("from has to be before to");
    }
    return asked;
  }

  Instant from() {
    return (Instant) values.get(Parameter.FROM);
  }

  Instant to() {
    return (Instant) values.get(Parameter.TO);
  }

  long limit() {
    return (Long) values.getOrDefault(Parameter.LIMIT, USUAL_ROWS);
  }

  /** Nothing where it was not given. */
  Object get(Parameter parameter) {
    return values.get(parameter);
  }

  /** What must be given. */
  Object need(Parameter parameter) throws BadParameter {
    Object value = values.get(parameter);
    if (value == null) {
      throw new BadParameter(parameter.text() + " is missing");
    }
    return value;
  }

  Steps steps() throws BadParameter {
    return Steps.of(from(), to(), (Duration) values.get(Parameter.STEP));
  }

  /** The start of an answer. */
  Map<String, Object> range() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("from", from().toString());
    answer.put("to", to().toString());
    return answer;
  }

  /** For the SQL: what was not given is null. */
  Map<String, Object> forSql() {
    Map<String, Object> parameters = new HashMap<>();
    allowed.forEach(one -> parameters.put(one.text(), values.get(one)));
    parameters.put("from", from());
    parameters.put("to", to());
    WholeHours.of(from(), to()).addTo(parameters);
    if (allowed.contains(Parameter.CURSOR)) {
      Cursor cursor = (Cursor) parameters.remove("cursor");
      parameters.put("cursor_time", cursor == null ? null : cursor.time());
      parameters.put("cursor_id", cursor == null ? null : cursor.id());
      // One more tells whether there is another page.
      parameters.put("limit", limit() + 1);
    }
    return parameters;
  }

  private static Parameter named(String name, List<Parameter> allowed) throws BadParameter {
    for (Parameter parameter : allowed) {
      if (parameter.text().equals(name)) {
        return parameter;
      }
    }
    String known =
        allowed.isEmpty()
            ? "there are none"
            : "there are "
                + allowed.stream().map(Parameter::text).collect(Collectors.joining(", "));
    String seen = name.length() > 100 ? name.substring(0, 100) + "..." : name;
    throw new BadParameter("there is no parameter \"" + seen + "\" here; " + known);
  }

  private static String decoded(String text) throws BadParameter {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadParameter("the query is no URL's: " + e.getMessage());
    }
  }
}
