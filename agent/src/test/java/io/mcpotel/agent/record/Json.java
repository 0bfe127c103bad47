// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import io.modelcontextprotocol.json.McpJsonDefaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** JSON objects as maps, by a parser that is not ours. */
public final class Json {

  private Json() {}

  public static Map<?, ?> parse(String json) {
    try {
      return McpJsonDefaults.getMapper().readValue(json, Map.class);
    } catch (IOException e) {
      throw new UncheckedIOException("No JSON object: " + json, e);
    }
  }
}
