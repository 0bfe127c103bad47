// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpTransport;
import java.util.LinkedHashMap;

/** Turns an object into the tree that the application's own JSON mapper would write of it. */
final class JsonTree {

  private static final TypeRef<LinkedHashMap<String, Object>> TREE = new TypeRef<>() {};

  private JsonTree() {}

  /** The object's tree, by the mapper of the session that sends it, or null. */
  static Object of(Object object, Object sdkSession) {
    Object transport = Fields.read(sdkSession, "transport");
    if (transport == null) {
      transport = Fields.read(sdkSession, "connection");
    }
    return transport instanceof McpTransport mapper ? mapper.unmarshalFrom(object, TREE) : null;
  }
}
