// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetaTest {

  private static final Map<String, String> FIELDS = Map.of("traceparent", "ours");

  private record Plain(String name) {}

  @Test
  void missingParametersBecomeThoseWithMetaAlone() {
    assertEquals(Map.of("_meta", FIELDS), Meta.with(null, FIELDS, object -> null));
  }

  @Test
  void mapIsCopiedAndItsOwnKeysWin() {
    Map<String, Object> params = new HashMap<>();
    params.put("_meta", Map.of("traceparent", "theirs", "progressToken", 7));

    Object with = Meta.with(params, FIELDS, object -> null);

    assertEquals(Map.of("_meta", Map.of("traceparent", "theirs", "progressToken", 7)), with);
    assertEquals(Map.of("traceparent", "theirs", "progressToken", 7), params.get("_meta"));
  }

  @Test
  void recordWithMetaStaysOfItsTypeAndTheOriginalIsUntouched() {
    CallToolRequest request = new CallToolRequest("echo", Map.of("a", 1), Map.of("mine", true));

    CallToolRequest with = (CallToolRequest) Meta.with(request, FIELDS, object -> null);

    assertEquals(Map.of("mine", true, "traceparent", "ours"), with.meta());
    assertEquals(request.arguments(), with.arguments());
    assertEquals(Map.of("mine", true), request.meta());
  }

  @Test
  void typeWithoutMetaIsWrittenAsItsTree() {
    Object with = Meta.with(new Plain("x"), FIELDS, object -> Map.of("name", "x"));

    assertEquals(Map.of("name", "x", "_meta", FIELDS), with);
  }

  @Test
  void whatHasNoTreeIsSentAsItIs() {
    Object params = List.of(1, 2);

    assertSame(params, Meta.with(params, FIELDS, object -> null));
  }

  @Test
  void nothingToCarryChangesNothing() {
    assertNull(Meta.with(null, Map.of(), object -> null));
  }

  @Test
  void metaOfAnotherKindThanAnObjectIsLeftAlone() {
    Map<String, Object> params = Map.of("_meta", "text");

    assertNull(Meta.of(params));
    assertEquals(params, Meta.with(params, FIELDS, object -> null));
  }
}
