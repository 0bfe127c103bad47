// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/**
 * OTLP's own JSON, which is that of protocol buffers but for the ids: they are hex there, not
 * base64. Fields that are not known are passed over, as OTLP asks for.
 */
final class OtlpJson {

  private static final Set<String> IDS = Set.of("trace_id", "span_id", "parent_span_id");
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(200)
                      .maxStringLength(Body.MOST_UNPACKED)
                      .build())
              .build());

  private OtlpJson() {}

  static void merge(byte[] json, Message.Builder into) throws Unusable {
    try {
      message(JSON.readTree(json), into);
    } catch (IOException e) {
      throw new Unusable("the body is no JSON: " + firstLine(e));
    } catch (IllegalArgumentException e) {
      throw new Unusable("the JSON is not OTLP's: " + e.getMessage());
    }
  }

  static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static void message(JsonNode node, Message.Builder into) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(
          into.getDescriptorForType().getName() + " has to be an object");
    }
    for (FieldDescriptor field : into.getDescriptorForType().getFields()) {
      JsonNode value = node.get(field.getJsonName());
      if (value == null) {
        value = node.get(field.getName());
      }
      if (value != null && !value.isNull()) {
        field(value, field, into);
      }
    }
  }

  private static void field(JsonNode value, FieldDescriptor field, Message.Builder into) {
    if (!field.isRepeated()) {
      into.setField(field, single(value, field, into));
      return;
    }
    if (!value.isArray()) {
      throw new IllegalArgumentException(field.getJsonName() + " has to be an array");
    }
    for (JsonNode element : value) {
      into.addRepeatedField(field, single(element, field, into));
    }
  }

  private static Object single(JsonNode value, FieldDescriptor field, Message.Builder into) {
    try {
      return switch (field.getJavaType()) {
        case MESSAGE -> {
          Message.Builder inner = into.newBuilderForField(field);
          message(value, inner);
          yield inner.build();
        }
        case STRING -> value.asText();
        case BOOLEAN -> value.asBoolean();
        case INT -> (int) whole(value, field);
        case LONG -> whole(value, field);
        case FLOAT -> Float.parseFloat(value.asText());
        case DOUBLE -> Double.parseDouble(value.asText());
        case ENUM -> constant(value, field);
        case BYTE_STRING ->
            ByteString.copyFrom(
                IDS.contains(field.getName())
                    ? HexFormat.of().parseHex(value.asText())
                    : Base64.getDecoder().decode(value.asText()));
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(field.getJsonName() + " has to be a number", e);
    } catch (IllegalArgumentException e) {
      throw field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
          ? e
          : new IllegalArgumentException(field.getJsonName() + ": " + firstLine(e), e);
    }
  }

  private static long whole(JsonNode value, FieldDescriptor field) {
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.asLong();
    }
    boolean unsigned =
        field.getType() == FieldDescriptor.Type.FIXED64
            || field.getType() == FieldDescriptor.Type.UINT64;
    return unsigned ? Long.parseUnsignedLong(value.asText()) : Long.parseLong(value.asText());
  }

  private static EnumValueDescriptor constant(JsonNode value, FieldDescriptor field) {
    EnumValueDescriptor constant =
        value.isIntegralNumber()
            ? field.getEnumType().findValueByNumberCreatingIfUnknown(value.asInt())
            : field.getEnumType().findValueByName(value.asText());
    if (constant == null) {
      throw new IllegalArgumentException("there is no such constant");
    }
    return constant;
  }
}
