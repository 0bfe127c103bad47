// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it;

import java.util.List;
import java.util.Map;

/**
 * A request that a raw peer has sent, with the answer to it.
 *
 * @param id the JSON-RPC id
 * @param parent the trace context that went with it
 * @param response the answer as it came
 */
public record Call(Object id, TraceParent parent, Map<String, Object> response) {

  public Map<String, Object> result() {
    return Json.object(response, "result");
  }

  public Object errorCode() {
    return Json.object(response, "error").get("code");
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
