// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.server.McpAsyncServerExchange;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a tool can ask of the exchange it is given, and which not every release has a method for.
 */
final class Exchange {

  private static final String TYPE = "server.McpAsyncServerExchange";

  private Exchange() {}

  /** Leaves out the tools that the release of the SDK has no methods for. */
  static <T> Map<String, T> possible(Map<String, T> tools) {
    Map<String, T> possible = new LinkedHashMap<>(tools);
    Map.of(
            "elicit", "createElicitation",
            "pingclient", "ping",
            "notify", "loggingNotification")
        .forEach(
            (tool, method) -> {
              if (!Sdk.has(TYPE, method)) {
                possible.remove(tool);
              }
            });
    if (!Sdk.has("server.McpAsyncServer", "notifyResourcesUpdated")) {
      possible.remove("touch");
    }
    return possible;
  }

  /** The session's id. */
  static String sessionId(Object exchange) {
    if (Sdk.has(exchange, "sessionId")) {
      return (String) Sdk.call(exchange, "sessionId");
    }
    Object async =
        exchange instanceof McpAsyncServerExchange ? exchange : Sdk.field(exchange, "exchange");
    return (String) Sdk.call(Sdk.field(async, "session"), "getId");
  }

  /** Asks the client's user; a result, or a Mono of it. */
  static Object elicit(Object exchange) {
    return Sdk.call(exchange, "createElicitation", Requests.elicitation());
  }

  /** The content of what {@link #elicit} brought. */
  static String content(Object elicited) {
    return SdkJson.write(Sdk.call(elicited, "content"));
  }

  static Object ping(Object exchange) {
    return Sdk.call(exchange, "ping");
  }

  static Object log(Object exchange) {
    return Sdk.call(exchange, "loggingNotification", Requests.logging());
  }

  static boolean tellsProgress(Object exchange) {
    return Sdk.has(exchange, "progressNotification");
  }

  static Object progress(Object exchange) {
    return Sdk.call(exchange, "progressNotification", Requests.progress());
  }
}
