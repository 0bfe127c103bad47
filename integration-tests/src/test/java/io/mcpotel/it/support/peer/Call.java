// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.peer;

import io.mcpotel.it.support.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A request that a raw peer has sent, with the answer to it.
 *
 * @param id the JSON-RPC id
 * @param parent the trace context that went with it
 * @param response the answer as it came
 */
public record Call(Object id, TraceParent parent, Map<String, Object> response) {

  /** Stands in for the answer where there is none but HTTP's: 500, or 200 and nothing. */
  static final String HTTP_STATUS = "http.status";

  private static final Set<Integer> CALLERS_FAULTS = Set.of(-32700, -32600, -32601, -32602, -32002);

  public Map<String, Object> result() {
    return Json.object(response, "result");
  }

  public Object errorCode() {
    return Json.object(response, "error").get("code");
  }

  /** What the span of a server that answered like this has to say of it. */
  public Map<String, Object> outcome() {
    Object code = errorCode();
    if (response.containsKey(HTTP_STATUS)) {
      return Map.of("error.type", "io.modelcontextprotocol.spec.McpError");
    }
    if (code == null) {
      return Boolean.TRUE.equals(result().get("isError"))
          ? Map.of("error.type", "tool_error")
          : Map.of();
    }
    Object text = String.valueOf(code);
    return isCallersFault()
        ? Map.of("rpc.response.status_code", text)
        : Map.of("rpc.response.status_code", text, "error.type", text);
  }

  /** Whether the answer is one of the codes that are no error of the server's. */
  public boolean isCallersFault() {
    return errorCode() instanceof Integer code && CALLERS_FAULTS.contains(code);
  }

  /** The text that a tool answered. */
  public String text() {
    if (!(result().get("content") instanceof List<?> content)
        || !(content.get(0) instanceof Map<?, ?> first)) {
      throw new AssertionError("No tool's answer: " + response);
    }
    return String.valueOf(first.get("text"));
  }
}
