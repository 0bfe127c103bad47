// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app.newest;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.util.Map;

/** Uses the SDK's messages and nothing else, which works without Reactor. */
public final class SchemaOnly {

  private SchemaOnly() {}

  public static void main(String[] args) throws Exception {
    McpJsonMapper mapper = McpJsonDefaults.getMapper();
    String json =
        mapper.writeValueAsString(new JSONRPCRequest("tools/list", 1, Map.of("cursor", "c")));
    System.out.println(json);
    System.out.println(
        McpSchema.deserializeJsonRpcMessage(mapper, json).getClass().getSimpleName());
  }
}
