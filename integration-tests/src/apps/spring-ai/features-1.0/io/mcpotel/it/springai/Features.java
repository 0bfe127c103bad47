// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.springai;

import io.modelcontextprotocol.server.McpServerFeatures.AsyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Spring AI 1.0 knows no annotations for prompts and resources: they are the SDK's own. */
@Configuration
class Features {

  private static final Prompt GREETING = new Prompt("greeting", "Greets", List.of());
  private static final Prompt BROKEN = new Prompt("unwell", "Always fails", List.of());
  private static final Resource MANUAL =
      new Resource("test://manual", "manual", "The manual", "text/plain", null);

  @Bean
  ToolCallbackProvider tools() {
    return MethodToolCallbackProvider.builder().toolObjects(new Tools()).build();
  }

  @Bean
  List<SyncPromptSpecification> syncPrompts() {
    return List.of(
        new SyncPromptSpecification(GREETING, (exchange, request) -> greeting()),
        new SyncPromptSpecification(
            BROKEN,
            (exchange, request) -> {
              throw failure();
            }));
  }

  @Bean
  List<AsyncPromptSpecification> asyncPrompts() {
    return List.of(
        new AsyncPromptSpecification(GREETING, (exchange, request) -> Mono.just(greeting())),
        new AsyncPromptSpecification(BROKEN, (exchange, request) -> Mono.error(failure())));
  }

  @Bean
  List<SyncResourceSpecification> syncResources() {
    return List.of(new SyncResourceSpecification(MANUAL, (exchange, request) -> manual()));
  }

  @Bean
  List<AsyncResourceSpecification> asyncResources() {
    return List.of(
        new AsyncResourceSpecification(MANUAL, (exchange, request) -> Mono.just(manual())));
  }

  private static GetPromptResult greeting() {
    return new GetPromptResult(
        "Greets", List.of(new PromptMessage(Role.ASSISTANT, new TextContent("Hello"))));
  }

  private static ReadResourceResult manual() {
    return new ReadResourceResult(
        List.of(new TextResourceContents(MANUAL.uri(), "text/plain", "Read me")));
  }

  private static IllegalStateException failure() {
    return new IllegalStateException("the prompt is unwell");
  }
}
