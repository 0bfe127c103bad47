// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample;

import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult.CompleteCompletion;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;

/** What the sample server offers besides tools: a prompt, its completion and a resource. */
final class SampleTexts {

  static final String PROMPT = "forecast";
  static final String STATIONS = "weather://stations";

  private static final List<String> CITIES = List.of("Oslo", "Osaka", "Ottawa", "Paris", "Quito");

  private SampleTexts() {}

  static SyncPromptSpecification prompt() {
    PromptArgument city = PromptArgument.builder("city").required(true).build();
    PromptMessage message =
        PromptMessage.builder(
                Role.USER, TextContent.builder("What will the weather be like?").build())
            .build();
    return new SyncPromptSpecification(
        Prompt.builder(PROMPT).arguments(List.of(city)).build(),
        (client, request) -> GetPromptResult.builder(List.of(message)).build());
  }

  static SyncCompletionSpecification completion() {
    return new SyncCompletionSpecification(
        new PromptReference(PROMPT),
        (client, request) -> {
          String typed = request.argument().value();
          List<String> cities = CITIES.stream().filter(city -> city.startsWith(typed)).toList();
          return new CompleteResult(new CompleteCompletion(cities));
        });
  }

  static SyncResourceSpecification resource() {
    return new SyncResourceSpecification(
        Resource.builder(STATIONS, "stations").build(),
        (client, request) ->
            ReadResourceResult.builder(
                    List.of(
                        TextResourceContents.builder(request.uri(), String.join("\n", CITIES))
                            .build()))
                .build());
  }
}
