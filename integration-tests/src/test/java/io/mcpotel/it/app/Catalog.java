// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Map;

/** What every test server offers, whatever its transport and API. */
final class Catalog {

  static final String NAME = "test-server";
  static final String VERSION = "1.2.3";

  static final ServerCapabilities CAPABILITIES =
      ServerCapabilities.builder()
          .tools(true)
          .prompts(true)
          .resources(true, true)
          .completions()
          .logging()
          .build();

  static final Prompt GREETING =
      Prompt.builder("greeting")
          .arguments(List.of(PromptArgument.builder("name").required(false).build()))
          .build();
  static final Prompt BROKEN_PROMPT = Prompt.builder("broken").build();
  static final PromptReference COMPLETED = PromptReference.builder("greeting").build();
  static final Resource MANUAL = Resource.builder("test://manual", "manual").build();
  static final ResourceTemplate CHAPTER =
      ResourceTemplate.builder("test://chapter/{number}", "chapter").build();

  private Catalog() {}

  static Tool tool(String name) {
    return Tool.builder(name, Map.of("type", "object")).build();
  }

  static CallToolResult text(String text) {
    return CallToolResult.builder(List.of(TextContent.builder(text).build())).build();
  }

  static CallToolResult refusal(String text) {
    return CallToolResult.builder(List.of(TextContent.builder(text).build())).isError(true).build();
  }

  static GetPromptResult prompt(GetPromptRequest request) {
    if (request.name().equals("broken")) {
      throw new IllegalStateException("prompt store is gone");
    }
    TextContent text = TextContent.builder("Hello " + request.arguments()).build();
    return GetPromptResult.builder(List.of(PromptMessage.builder(Role.USER, text).build())).build();
  }

  static ReadResourceResult resource(ReadResourceRequest request) {
    return ReadResourceResult.builder(
            List.of(TextResourceContents.builder(request.uri(), "read me").build()))
        .build();
  }

  static CompleteResult completion(CompleteRequest request) {
    return new CompleteResult(
        new CompleteResult.CompleteCompletion(List.of(request.argument().value() + "-completed")));
  }
}
