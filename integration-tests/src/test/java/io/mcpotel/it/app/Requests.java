// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the test servers send to their client. */
public final class Requests {

  private Requests() {}

  public static Implementation clientInfo(String name) {
    return new Implementation(name, "9.8.7");
  }

  /** The tool's argument {@code meta}, if there, becomes the request's own {@code _meta}. */
  static CreateMessageRequest sampling(CallToolRequest call) {
    boolean hasMeta = call.arguments() != null && call.arguments().get("meta") instanceof Map;
    return sampling(
        "say hello", hasMeta ? Map.of("_meta", call.arguments().get("meta")) : Map.of());
  }

  /** Asks the client's model this. */
  static CreateMessageRequest sampling(String question, Map<String, Object> more) {
    Object message = Map.of("role", "user", "content", Map.of("type", "text", "text", question));
    Map<String, Object> request = new LinkedHashMap<>(more);
    request.put("messages", List.of(message));
    request.put("maxTokens", 10);
    return SdkJson.of(request, CreateMessageRequest.class);
  }

  /** Since 2.1 there are several kinds of it. */
  static Object elicitation() {
    return SdkJson.of(
        Map.of(
            "message",
            "Who are you?",
            "requestedSchema",
            Map.of("type", "object", "properties", Map.of("name", Map.of("type", "string")))),
        Sdk.type(
            Sdk.has("spec.McpSchema$ElicitFormRequest")
                ? "spec.McpSchema$ElicitFormRequest"
                : "spec.McpSchema$ElicitRequest"));
  }

  static LoggingMessageNotification logging() {
    return logging("half way");
  }

  static LoggingMessageNotification logging(String text) {
    return SdkJson.of(
        Map.of("level", "error", "logger", "app", "data", text), LoggingMessageNotification.class);
  }

  static Object progress() {
    return SdkJson.of(
        Map.of("progressToken", "token-1", "progress", 0.5, "total", 1.0),
        Sdk.type("spec.McpSchema$ProgressNotification"));
  }

  static Object manualUpdated() {
    return SdkJson.of(
        Map.of("uri", Catalog.MANUAL.uri()),
        Sdk.type("spec.McpSchema$ResourcesUpdatedNotification"));
  }

  /** The exception that makes the SDK answer with this code, in the releases that can. */
  static McpError error(int code, String message) {
    return new McpError(SdkJson.of(Map.of("code", code, "message", message), JSONRPCError.class));
  }
}
