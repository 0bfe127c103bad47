// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpotel.hub.config.ConfigException;
import io.mcpotel.hub.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docs/hub.schema.json and the hub know the same keys. A file is written with one key too many in
 * each map, and the hub says what keys there are instead.
 */
class HubSchemaTest {

  private static final String UNKNOWN = "zzzz";
  private static final Pattern MESSAGE =
      Pattern.compile("there is no key (.*)" + UNKNOWN + ": there are (.*)");

  private final Map<String, Set<String>> expected = new TreeMap<>();
  private JsonNode schema;

  @Test
  void theSchemaAndTheHubKnowTheSameKeys() throws IOException {
    schema = new ObjectMapper().readTree(Path.of("../docs/hub.schema.json").toFile());
    String file = map(schema, "");

    Map<String, Set<String>> known = new TreeMap<>();
    for (String message : problems(file)) {
      Matcher matcher = MESSAGE.matcher(message);
      if (matcher.find()) {
        known.put(matcher.group(1), new TreeSet<>(List.of(matcher.group(2).split(", "))));
      }
    }
    assertFalse(expected.isEmpty());
    assertEquals(expected, known);
  }

  /** A flow map of all that it may have, and of one that it may not. */
  private String map(JsonNode of, String path) {
    StringBuilder map = new StringBuilder("{" + UNKNOWN + ": 1");
    Set<String> keys = new TreeSet<>();
    of.get("properties")
        .fields()
        .forEachRemaining(
            property -> {
              keys.add(property.getKey());
              map.append(", ")
                  .append(property.getKey())
                  .append(": ")
                  .append(value(property.getValue(), path + property.getKey()));
            });
    expected.put(path, keys);
    return map.append("}").toString();
  }

  private String value(JsonNode of, String path) {
    if (of.has("$ref")) {
      return value(schema.at(of.get("$ref").asText().substring(1)), path);
    }
    for (String either : List.of("anyOf", "oneOf")) {
      for (JsonNode one : of.path(either)) {
        String value = value(one, path);
        if (!value.equals("1")) {
          return value;
        }
      }
    }
    if (of.has("properties")) {
      return map(of, path + ".");
    }
    if (of.path("additionalProperties").isObject()) {
      return "{x: " + value(of.get("additionalProperties"), path + ".x") + "}";
    }
    return of.has("items") ? "[" + value(of.get("items"), path + "[0]") + "]" : "1";
  }

  private static List<String> problems(String text) {
    try {
      HubConfig.read(ConfigFile.of(Path.of("hub.yaml"), text, Map.of()), Options.parse(List.of()));
      throw new AssertionError("Nothing is wrong with it");
    } catch (ConfigException e) {
      return e.messages();
    }
  }
}
