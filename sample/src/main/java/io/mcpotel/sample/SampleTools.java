// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample;

import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The sample server's tools: one for each way in which a tool call can go. */
final class SampleTools {

  static final Duration SLOW = Duration.ofSeconds(2);

  private static final Map<String, Object> CITY =
      Map.of("type", "object", "properties", Map.of("city", Map.of("type", "string")));

  private SampleTools() {}

  static List<SyncToolSpecification> all() {
    return List.of(
        tool("weather", "The weather in a city", SampleTools::weather),
        tool("broken", "Throws an exception", SampleTools::broken),
        tool("rejecting", "Answers that it could not do it", SampleTools::rejecting),
        tool("slow", "Takes two seconds", SampleTools::slow),
        tool("summarize", "Asks the client's model for a summary", SampleTools::summarize));
  }

  private static SyncToolSpecification tool(
      String name,
      String description,
      BiFunction<McpSyncServerExchange, CallToolRequest, CallToolResult> function) {
    return new SyncToolSpecification(
        Tool.builder(name, CITY).description(description).build(), function);
  }

  /** The further down the alphabet a city is, the longer its forecast takes. */
  private static CallToolResult weather(McpSyncServerExchange client, CallToolRequest request) {
    String city = city(request);
    sleep(Duration.ofMillis(4L * (Character.toUpperCase(city.charAt(0)) - '@')));
    return text(city + ": " + Math.floorMod(city.hashCode(), 35) + " °C");
  }

  private static CallToolResult broken(McpSyncServerExchange client, CallToolRequest request) {
    throw new IllegalStateException("The barometer is broken");
  }

  private static CallToolResult rejecting(McpSyncServerExchange client, CallToolRequest request) {
    return CallToolResult.builder(List.of(TextContent.builder("No such city").build()))
        .isError(true)
        .build();
  }

  private static CallToolResult slow(McpSyncServerExchange client, CallToolRequest request) {
    sleep(SLOW);
    return text("Long-range forecast: weather");
  }

  private static CallToolResult summarize(McpSyncServerExchange client, CallToolRequest request) {
    client.loggingNotification(
        LoggingMessageNotification.builder(LoggingLevel.INFO, "asking the client's model").build());
    if (request.progressToken() != null) {
      client.progressNotification(
          ProgressNotification.builder(request.progressToken(), 0.5).total(1.0).build());
    }
    SamplingMessage question =
        SamplingMessage.builder(
                Role.USER, TextContent.builder("Summarize: rain, then rain, then rain").build())
            .build();
    CreateMessageResult answer =
        client.createMessage(CreateMessageRequest.builder(List.of(question), 20).build());
    return text(((TextContent) answer.content()).text());
  }

  private static String city(CallToolRequest request) {
    Object city = request.arguments() == null ? null : request.arguments().get("city");
    return city == null || city.toString().isEmpty() ? "Oslo" : city.toString();
  }

  private static CallToolResult text(String text) {
    return CallToolResult.builder(List.of(TextContent.builder(text).build())).build();
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while looking at the sky", e);
    }
  }
}
