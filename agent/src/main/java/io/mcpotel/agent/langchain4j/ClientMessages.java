// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.langchain4j;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.mcp.protocol.McpClientMessage;
import dev.langchain4j.mcp.protocol.McpClientNotification;
import dev.langchain4j.mcp.protocol.McpClientParams;
import dev.langchain4j.mcp.protocol.McpClientRequest;
import io.mcpotel.agent.core.Answer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads and completes the messages that the client makes. */
final class ClientMessages {

  private ClientMessages() {}

  /** The JSON-RPC method of a request or notification, or null for a response. */
  static String method(McpClientMessage message) throws NoSuchFieldException {
    if (message.method == null) {
      return null;
    }
    // What Jackson writes of it; it is looked up again by each call, which costs next to nothing.
    JsonProperty written =
        message
            .method
            .getDeclaringClass()
            .getField(message.method.name())
            .getAnnotation(JsonProperty.class);
    return written == null ? message.method.name() : written.value();
  }

  /** The parameters, or null. */
  static McpClientParams params(McpClientMessage message) {
    if (message instanceof McpClientRequest request) {
      return request.getParams();
    }
    return message instanceof McpClientNotification note ? note.getParams() : null;
  }

  /** The message's {@code _meta}, or null. */
  static Map<String, Object> meta(McpClientMessage message) {
    McpClientParams params = params(message);
    return params == null ? null : params.getMeta();
  }

  /** Puts back what was the message's {@code _meta}. */
  static void setMeta(McpClientMessage message, Map<String, Object> meta) {
    McpClientParams params = params(message);
    if (params != null) {
      params.setMeta(meta);
    }
  }

  /** Puts these fields into the message's {@code _meta}, where what is there already stays. */
  static void addMeta(McpClientMessage message, Map<String, String> fields) {
    if (fields.isEmpty()) {
      return;
    }
    McpClientParams params = params(message);
    if (params == null) {
      params = new McpClientParams();
      if (message instanceof McpClientRequest request) {
        request.setParams(params);
      } else if (message instanceof McpClientNotification note) {
        note.setParams(params);
      } else {
        return;
      }
    }
    Map<String, Object> meta = new LinkedHashMap<>(fields);
    if (params.getMeta() != null) {
      meta.putAll(params.getMeta());
    }
    // The user's supplier may give out the same map for each call, so that it is not changed.
    params.setMeta(meta);
  }

  /** What a response says. */
  static Answer answer(JsonNode response) {
    JsonNode error = response.get("error");
    if (error != null && !error.isNull()) {
      JsonNode code = error.get("code");
      JsonNode message = error.get("message");
      return code != null && code.isInt()
          ? Answer.error(code.intValue(), message == null ? null : message.asText())
          : Answer.RESULT;
    }
    return response.path("result").path("isError").asBoolean() ? Answer.TOOL_ERROR : Answer.RESULT;
  }
}
