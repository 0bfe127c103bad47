// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mcpotel.agent.catalog.Fingerprint;
import io.modelcontextprotocol.spec.McpSchema.JsonSchema;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

  private static Fingerprint of(Map<String, ?> members) {
    Map<String, Object> tool = new HashMap<>(members);
    tool.put("name", "weather");
    return all(tool).get("weather");
  }

  private static Map<String, Fingerprint> all(Object... tools) {
    try {
      return Fingerprints.of(Arrays.asList(tools));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Fingerprint schema(Object schema) {
    return of(Map.of("inputSchema", schema));
  }

  @Test
  void orderOfMembersDoesNotMatterAtAnyDepth() {
    Map<String, Object> city = new LinkedHashMap<>();
    city.put("type", "string");
    city.put("minLength", 1);
    Map<String, Object> turned = new LinkedHashMap<>();
    turned.put("minLength", 1);
    turned.put("type", "string");

    assertEquals(
        schema(Map.of("properties", Map.of("city", city))),
        schema(Map.of("properties", Map.of("city", turned))));
  }

  @Test
  void orderOfItemsAndWhereTheyStandMatter() {
    assertNotEquals(
        schema(Map.of("prefixItems", List.of("a", "b"))),
        schema(Map.of("prefixItems", List.of("b", "a"))));
    assertNotEquals(
        schema(Map.of("a", List.of("b", List.of("c")))), schema(Map.of("a", List.of("b", "c"))));
    assertNotEquals(schema(Map.of("a", "bc")), schema(Map.of("ab", "c")));
  }

  @Test
  void memberThatIsNullIsNone() {
    Map<String, Object> withNull = new HashMap<>();
    withNull.put("type", "object");
    withNull.put("properties", null);

    assertEquals(schema(Map.of("type", "object")), schema(withNull));
  }

  @Test
  void numberIsWhatItsJsonSays() {
    assertEquals(schema(Map.of("minimum", 1)), schema(Map.of("minimum", 1L)));
    assertNotEquals(schema(Map.of("minimum", 1)), schema(Map.of("minimum", 1.0)));
    assertNotEquals(schema(Map.of("const", 1)), schema(Map.of("const", "1")));
    assertNotEquals(schema(Map.of("const", true)), schema(Map.of("const", "true")));
  }

  @Test
  void recordOfAnOldReleaseIsTheSameAsTheMapOfANewOne() {
    Map<String, Object> properties = Map.of("city", Map.of("type", "string"));
    JsonSchema record =
        new JsonSchema("object", properties, List.of("city"), false, properties, null);

    assertEquals(
        schema(record),
        schema(
            Map.of(
                "type",
                "object",
                "properties",
                properties,
                "required",
                List.of("city"),
                "additionalProperties",
                false,
                "$defs",
                properties)));
  }

  @Test
  void eachPartHasAHashOfItsOwn() {
    Fingerprint plain = of(Map.of("description", "tells the weather"));
    Fingerprint titled = of(Map.of("title", "Weather", "description", "tells the weather"));
    Fingerprint output =
        of(Map.of("description", "tells the weather", "outputSchema", Map.of("type", "object")));

    assertNotEquals(plain.description(), titled.description());
    assertEquals(plain.schema(), titled.schema());
    assertEquals(plain.description(), output.description());
    assertNotEquals(plain.schema(), output.schema());
    assertNotEquals(output.schema(), schema(Map.of("type", "object")).schema());
  }

  @Test
  void hintsAreKeptAsTheyAreAndTextsOfAnnotationsAreNot() {
    Map<String, String> annotations =
        of(Map.of("annotations", new ToolAnnotations("Secret", true, false, null, null, null)))
            .annotations();

    assertEquals(Set.of("readOnlyHint", "destructiveHint", "title"), annotations.keySet());
    assertEquals("true", annotations.get("readOnlyHint"));
    assertEquals("false", annotations.get("destructiveHint"));
    assertFalse(annotations.toString().contains("Secret"), annotations::toString);
  }

  @Test
  void annotationsThatAServerMadeUpAreOneWithoutTheirNames() {
    Map<String, String> annotations =
        of(Map.of("annotations", Map.of("made up", "Secret", "readOnlyHint", "yes"))).annotations();

    assertEquals(Set.of("readOnlyHint", "other"), annotations.keySet());
    assertFalse(annotations.toString().contains("yes"), annotations::toString);
    assertNotEquals(
        annotations, of(Map.of("annotations", Map.of("made up", "Other"))).annotations());
  }

  @Test
  void secondToolOfANameShows() {
    Map<String, Object> good = Map.of("name", "weather", "description", "good");
    Map<String, Object> evil = Map.of("name", "weather", "description", "evil");

    assertNotEquals(all(good), all(good, evil));
    assertEquals(Set.of("weather"), all(good, evil).keySet());
  }

  @Test
  void longNamesAreCutAndStillTold() {
    String name = "n".repeat(500);

    Map<String, Fingerprint> prints = all(Map.of("name", name + 1), Map.of("name", name + 2));

    assertEquals(2, prints.size());
    prints.keySet().forEach(key -> assertEquals(128 + 1 + 64, key.length()));
  }

  @Test
  void whatIsNoToolIsLeftOut() {
    assertEquals(Map.of(), all("text", null, Map.of("name", 7)));
  }

  @Test
  void endlessNestingEnds() {
    Map<String, Object> endless = new HashMap<>();
    endless.put("properties", endless);

    assertNotEquals(schema(endless), schema(Map.of()));
  }
}
