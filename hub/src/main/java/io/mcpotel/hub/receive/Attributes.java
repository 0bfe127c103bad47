// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The attributes of one thing: those with a column are taken out one by one, and the rest is JSON.
 * At most {@link #MOST} of them are kept, and {@link #MOST_TEXT} characters of each text.
 */
final class Attributes {

  static final int MOST = 256;
  static final int MOST_TEXT = 32_768;
  private static final String LEFT_OUT = "mcp.hub.attributes.left_out";
  private static final int MOST_DEPTH = 8;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Map<String, AnyValue> values = new LinkedHashMap<>();
  private int leftOut;

  Attributes(List<KeyValue> attributes) {
    for (KeyValue attribute : attributes) {
      if (values.size() < MOST) {
        values.put(clean(attribute.getKey()), attribute.getValue());
      } else {
        leftOut++;
      }
    }
  }

  /** The text of an attribute, which is then no longer among the rest. */
  String text(String key) {
    AnyValue value = values.remove(key);
    if (value == null) {
      return null;
    }
    if (value.hasStringValue()) {
      return SharedTexts.of(clean(value.getStringValue()));
    }
    JsonNode node = node(value, 0);
    return node.isNull() ? null : node.isValueNode() ? node.asText() : node.toString();
  }

  Double number(String key) {
    AnyValue value = values.get(key);
    if (value == null) {
      return null;
    }
    Double number =
        value.hasDoubleValue()
            ? (Double) value.getDoubleValue()
            : value.hasIntValue() ? (Double) (double) value.getIntValue() : null;
    if (number != null) {
      values.remove(key);
    }
    return number;
  }

  Long whole(String key) {
    AnyValue value = values.get(key);
    if (value == null || !value.hasIntValue()) {
      return null;
    }
    values.remove(key);
    return value.getIntValue();
  }

  /** Nothing where there is nothing left. */
  String rest() {
    if (values.isEmpty() && leftOut == 0) {
      return null;
    }
    ObjectNode object = NODES.objectNode();
    values.forEach((key, value) -> object.set(key, node(value, 0)));
    if (leftOut > 0) {
      object.put(LEFT_OUT, leftOut);
    }
    return json(object);
  }

  /** What DuckDB takes: a text without the character that ends one in C. */
  static String clean(String text) {
    String cut = text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text;
    return cut.indexOf('\0') < 0 ? cut : cut.replace('\0', '\uFFFD');
  }

  /** Nothing for an empty text, which in OTLP is one that is absent. */
  static String orNull(String text) {
    return text.isEmpty() ? null : clean(text);
  }

  static String textOf(AnyValue value) {
    JsonNode node = node(value, 0);
    return node.isNull() ? null : node.isTextual() ? node.asText() : node.toString();
  }

  static String json(JsonNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode node(AnyValue value, int depth) {
    switch (value.getValueCase()) {
      case STRING_VALUE:
        return NODES.textNode(clean(value.getStringValue()));
      case BOOL_VALUE:
        return NODES.booleanNode(value.getBoolValue());
      case INT_VALUE:
        return NODES.numberNode(value.getIntValue());
      case DOUBLE_VALUE:
        return Double.isFinite(value.getDoubleValue())
            ? NODES.numberNode(value.getDoubleValue())
            : NODES.textNode("" + value.getDoubleValue());
      case BYTES_VALUE:
        return NODES.textNode("bytes:" + value.getBytesValue().size());
      case ARRAY_VALUE:
        return depth == MOST_DEPTH ? NODES.textNode("[...]") : array(value, depth);
      case KVLIST_VALUE:
        return depth == MOST_DEPTH ? NODES.textNode("{...}") : object(value, depth);
      default:
        return NODES.nullNode();
    }
  }

  private static JsonNode array(AnyValue value, int depth) {
    ArrayNode array = NODES.arrayNode();
    value.getArrayValue().getValuesList().stream()
        .limit(MOST)
        .forEach(element -> array.add(node(element, depth + 1)));
    return array;
  }

  private static JsonNode object(AnyValue value, int depth) {
    ObjectNode object = NODES.objectNode();
    value.getKvlistValue().getValuesList().stream()
        .limit(MOST)
        .forEach(entry -> object.set(clean(entry.getKey()), node(entry.getValue(), depth + 1)));
    return object;
  }
}
