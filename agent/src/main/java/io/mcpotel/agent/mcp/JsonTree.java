// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import com.fasterxml.jackson.core.type.TypeReference;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpTransport;
import java.lang.invoke.MethodHandle;
import java.util.LinkedHashMap;

/** Turns an object into the tree that the application's own JSON mapper would write of it. */
final class JsonTree {

  private static final int TYPE = 2;

  private JsonTree() {}

  /** The object's tree, by the mapper of the session that sends it, or null; so without one. */
  static Object of(Object object, Object sdkSession) {
    if (sdkSession == null) {
      return null;
    }
    Object transport = Fields.read(sdkSession, "transport");
    if (transport == null) {
      transport = Fields.read(sdkSession, "connection");
    }
    if (!(transport instanceof McpTransport)) {
      return null;
    }
    MethodHandle mapper = SdkMethod.of(transport, "unmarshalFrom", 2);
    return mapper == null
        ? null
        : SdkMethod.call(mapper, transport, object, tree(mapper.type().parameterType(TYPE)));
  }

  /** The type of a tree: before 0.13 the SDK took Jackson's description of it. */
  private static Object tree(Class<?> description) {
    if (description.getName().startsWith("io.modelcontextprotocol.")) {
      return new TypeRef<LinkedHashMap<String, Object>>() {};
    }
    return new TypeReference<LinkedHashMap<String, Object>>() {};
  }
}
