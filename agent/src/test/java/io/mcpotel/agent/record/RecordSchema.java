// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Checks records and reports against their schemas in {@code docs}. It knows the keywords that
 * stand there, and fails on any other, so that none is passed over. JSON is maps and lists here.
 */
public final class RecordSchema {

  private final Map<?, ?> root;

  public RecordSchema(Map<?, ?> root) {
    this.root = root;
  }

  /** What is wrong with a record, and where; empty for one that is as it should be. */
  public List<String> violations(Map<?, ?> record) {
    List<String> violations = new ArrayList<>();
    check(root, record, "record", violations);
    return violations;
  }

  private void check(Map<?, ?> schema, Object value, String at, List<String> violations) {
    schema.forEach(
        (keyword, rule) -> {
          if (!holds((String) keyword, rule, schema, value, at, violations)) {
            violations.add(at + ": " + keyword + " " + rule + " is broken by " + value);
          }
        });
  }

  private boolean holds(
      String keyword, Object rule, Map<?, ?> schema, Object value, String at, List<String> more) {
    switch (keyword) {
      case "$schema", "title", "description", "$defs":
        return true;
      case "$ref":
        check(definition((String) rule), value, at, more);
        return true;
      case "oneOf":
        return oneOf((List<?>) rule, value, at, more);
      case "type":
        return rule instanceof List<?> types
            ? types.stream().anyMatch(type -> isA((String) type, value))
            : isA((String) rule, value);
      case "const":
        return rule.equals(value);
      case "enum":
        return ((List<?>) rule).contains(value);
      case "pattern":
        return !(value instanceof String text)
            || Pattern.compile((String) rule).matcher(text).find();
      case "minLength":
        return !(value instanceof String text) || text.length() >= ((Number) rule).intValue();
      case "minimum":
        return !(value instanceof Number number)
            || number.doubleValue() >= ((Number) rule).doubleValue();
      case "maximum":
        return !(value instanceof Number number)
            || number.doubleValue() <= ((Number) rule).doubleValue();
      case "maxItems":
        return !(value instanceof List<?> list) || list.size() <= ((Number) rule).intValue();
      case "items":
        if (value instanceof List<?> items) {
          items.forEach(item -> check((Map<?, ?>) rule, item, at + "[]", more));
        }
        return true;
      case "required":
        return !(value instanceof Map<?, ?> object) || object.keySet().containsAll((List<?>) rule);
      case "properties", "patternProperties", "additionalProperties":
        if (value instanceof Map<?, ?> object && keyword.equals(firstOfProperties(schema))) {
          object.forEach((name, field) -> property(schema, (String) name, field, at, more));
        }
        return true;
      case "dependentSchemas":
        if (value instanceof Map<?, ?> object) {
          ((Map<?, ?>) rule)
              .forEach(
                  (name, dependent) -> {
                    if (object.containsKey(name)) {
                      check((Map<?, ?>) dependent, value, at, more);
                    }
                  });
        }
        return true;
      default:
        throw new IllegalStateException("Unknown keyword of the schema: " + keyword);
    }
  }

  /** The three belong together, so they are checked once, at the first that is there. */
  private static String firstOfProperties(Map<?, ?> schema) {
    return schema.containsKey("properties")
        ? "properties"
        : schema.containsKey("patternProperties") ? "patternProperties" : "additionalProperties";
  }

  private void property(
      Map<?, ?> schema, String name, Object value, String at, List<String> violations) {
    String field = at + "." + name;
    boolean known = false;
    Object named = part(schema, "properties").get(name);
    if (named != null) {
      known = true;
      check((Map<?, ?>) named, value, field, violations);
    }
    for (Map.Entry<?, ?> pattern : part(schema, "patternProperties").entrySet()) {
      if (Pattern.compile((String) pattern.getKey()).matcher(name).find()) {
        known = true;
        check((Map<?, ?>) pattern.getValue(), value, field, violations);
      }
    }
    if (!known && Boolean.FALSE.equals(schema.get("additionalProperties"))) {
      violations.add(field + " is no field of such a record");
    }
  }

  private boolean oneOf(List<?> choices, Object value, String at, List<String> violations) {
    List<String> ofAll = new ArrayList<>();
    int fitting = 0;
    for (Object choice : choices) {
      List<String> ofThis = new ArrayList<>();
      check((Map<?, ?>) choice, value, at, ofThis);
      ofAll.addAll(ofThis);
      fitting += ofThis.isEmpty() ? 1 : 0;
    }
    if (fitting == 0) {
      violations.addAll(ofAll);
    }
    return fitting == 1;
  }

  private static boolean isA(String type, Object value) {
    return switch (type) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String;
      case "integer" -> value instanceof Integer || value instanceof Long;
      case "boolean" -> value instanceof Boolean;
      case "null" -> value == null;
      case "number" -> value instanceof Number;
      default -> throw new IllegalStateException("Unknown type of the schema: " + type);
    };
  }

  private Map<?, ?> definition(String reference) {
    Object found = part(root, "$defs").get(reference.substring("#/$defs/".length()));
    return (Map<?, ?>) Objects.requireNonNull(found, reference);
  }

  private static Map<?, ?> part(Map<?, ?> schema, String keyword) {
    Object part = schema.get(keyword);
    return part == null ? Map.of() : (Map<?, ?>) part;
  }
}
