// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/**
 * The response to a request.
 *
 * @param code the JSON-RPC error code, or null for a result
 * @param message the JSON-RPC error's message, or null
 * @param toolError whether the result is that of a tool and says {@code isError}
 */
public record Answer(Integer code, String message, boolean toolError) {

  public static final Answer RESULT = new Answer(null, null, false);
  public static final Answer TOOL_ERROR = new Answer(null, null, true);
  public static final Answer UNKNOWN_METHOD = error(-32601, null);

  public static Answer error(int code, String message) {
    return new Answer(code, message, false);
  }

  boolean isCallersFault() {
    return isCallersFault(code);
  }

  static boolean isCallersFault(Integer code) {
    if (code == null) {
      return false;
    }
    return switch (code) {
      case -32700, -32600, -32601, -32602, -32002 -> true;
      default -> false;
    };
  }
}
