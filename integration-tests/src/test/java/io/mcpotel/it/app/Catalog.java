// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What every test server offers, whatever its transport and API. */
public final class Catalog {

  public static final String NAME = "test-server";
  static final String VERSION = "1.2.3";

  static final ServerCapabilities CAPABILITIES =
      SdkJson.of(
          Map.of(
              "tools", Map.of("listChanged", true),
              "prompts", Map.of("listChanged", true),
              "resources", Map.of("subscribe", true, "listChanged", true),
              "completions", Map.of(),
              "logging", Map.of()),
          ServerCapabilities.class);

  static final Prompt GREETING =
      SdkJson.of(
          Map.of("name", "greeting", "arguments", List.of(Map.of("name", "name"))), Prompt.class);
  static final Prompt BROKEN_PROMPT = SdkJson.of(Map.of("name", "broken"), Prompt.class);
  static final Resource MANUAL =
      SdkJson.of(Map.of("uri", "test://manual", "name", "manual"), Resource.class);
  static final ResourceTemplate CHAPTER =
      SdkJson.of(
          Map.of("uriTemplate", "test://chapter/{number}", "name", "chapter"),
          ResourceTemplate.class);
  static final Map<String, Object> COMPLETED = Map.of("type", "ref/prompt", "name", "greeting");

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Catalog() {}

  public static Tool tool(String name) {
    return tool(name, Map.of());
  }

  /** A tool with these members more, or others than it has usually. */
  static Tool tool(String name, Map<String, Object> members) {
    Map<String, Object> tool = new HashMap<>();
    tool.put("inputSchema", Map.of("type", "object"));
    tool.putAll(members);
    tool.put("name", name);
    return SdkJson.of(tool, Tool.class);
  }

  public static CallToolResult text(String text) {
    return SdkJson.of(Map.of("content", List.of(content(text))), CallToolResult.class);
  }

  public static CallToolResult refusal(String text) {
    return SdkJson.of(
        Map.of("content", List.of(content(text)), "isError", true), CallToolResult.class);
  }

  /** A picture of a few bytes. */
  static CallToolResult image() {
    Object image =
        Map.of("type", "image", "mimeType", "image/png", "data", "iVBORw0KGgpTRUNSRVQtUElYRUxT");
    return SdkJson.of(Map.of("content", List.of(image)), CallToolResult.class);
  }

  /** A text as long as the call asks for. */
  static CallToolResult big(CallToolRequest call) {
    return text("b".repeat(((Number) call.arguments().get("length")).intValue()));
  }

  /** Allocates as many bytes and computes for as long as the call asks for. */
  static CallToolResult eat(CallToolRequest call) {
    byte[] food = new byte[((Number) call.arguments().get("bytes")).intValue()];
    long until = THREADS.getCurrentThreadCpuTime() + millis(call) * 1_000_000;
    while (THREADS.getCurrentThreadCpuTime() < until) {
      food[0]++;
    }
    return text("ate " + food.length);
  }

  private static long millis(CallToolRequest call) {
    return ((Number) call.arguments().get("ms")).longValue();
  }

  static GetPromptResult prompt(GetPromptRequest request) {
    if (request.name().equals("broken")) {
      throw new IllegalStateException("prompt store is gone");
    }
    Object message = Map.of("role", "user", "content", content("Hello " + request.arguments()));
    return SdkJson.of(Map.of("messages", List.of(message)), GetPromptResult.class);
  }

  static ReadResourceResult resource(ReadResourceRequest request) {
    return SdkJson.of(
        Map.of("contents", List.of(Map.of("uri", request.uri(), "text", "read me"))),
        ReadResourceResult.class);
  }

  private static Map<String, Object> content(String text) {
    return Map.of("type", "text", "text", text);
  }

  static CompleteResult completion(CompleteRequest request) {
    return new CompleteResult(
        new CompleteResult.CompleteCompletion(
            List.of(request.argument().value() + "-completed"), 1, false));
  }
}
