// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.ResourcesUpdatedNotification;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Map;

/** What the test servers send to their client. */
final class Requests {

  private Requests() {}

  static Implementation clientInfo(String name) {
    return Implementation.builder(name, "9.8.7").build();
  }

  /** The tool's argument {@code meta}, if there, becomes the request's own {@code _meta}. */
  @SuppressWarnings("unchecked")
  static CreateMessageRequest sampling(CallToolRequest call) {
    CreateMessageRequest.Builder request =
        CreateMessageRequest.builder(
            List.of(
                SamplingMessage.builder(Role.USER, TextContent.builder("say hello").build())
                    .build()),
            10);
    if (call.arguments() != null && call.arguments().get("meta") instanceof Map<?, ?> meta) {
      request.meta((Map<String, Object>) meta);
    }
    return request.build();
  }

  static ElicitFormRequest elicitation() {
    return ElicitFormRequest.builder(
            "Who are you?",
            Map.of("type", "object", "properties", Map.of("name", Map.of("type", "string"))))
        .build();
  }

  static LoggingMessageNotification logging() {
    return LoggingMessageNotification.builder(LoggingLevel.ERROR, "half way").logger("app").build();
  }

  static ProgressNotification progress() {
    return ProgressNotification.builder("token-1", 0.5).total(1.0).build();
  }

  static ResourcesUpdatedNotification manualUpdated() {
    return new ResourcesUpdatedNotification(Catalog.MANUAL.uri());
  }
}
