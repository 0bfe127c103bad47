// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/**
 * The response to a request.
 *
 * @param code the JSON-RPC error code, or null for a result
 * @param message the JSON-RPC error's message, or null
 * @param toolError whether the result is that of a tool and says {@code isError}
 * @param unknownTool whether the message says that there is no such tool
 */
public record Answer(Integer code, String message, boolean toolError, boolean unknownTool) {

  public static final Answer RESULT = new Answer(null, null, false, false);
  public static final Answer TOOL_ERROR = new Answer(null, null, true, false);
  public static final Answer UNKNOWN_METHOD = error(-32601, null);

  public static Answer error(int code, String message) {
    // What the releases of the SDK say; the code for it differs as well.
    boolean unknownTool =
        message != null
            && (message.startsWith("Unknown tool") || message.startsWith("Tool not found"));
    return new Answer(code, message, false, unknownTool);
  }

  /** The same, with its message as it may be exported. */
  Answer saying(String shown) {
    return new Answer(code, shown, toolError, unknownTool);
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
