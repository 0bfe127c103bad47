// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.springai;

import java.time.Duration;
import org.springframework.ai.mcp.annotation.McpPrompt;
import org.springframework.ai.mcp.annotation.McpResource;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What an async server of Spring AI 2.0 offers. */
@Component
@ConditionalOnProperty(name = "spring.ai.mcp.server.type", havingValue = "ASYNC")
public class AsyncFeatures {

  @McpTool(name = "echo", description = "Says the word again")
  public Mono<String> echo(String word) {
    return Mono.just(word);
  }

  @McpTool(name = "slow", description = "Takes its time")
  public Mono<String> slow() {
    return Mono.delay(Duration.ofMillis(SpringServer.PAUSE_MILLIS)).thenReturn("done");
  }

  @McpTool(name = "broken", description = "Always fails")
  public Mono<String> broken() {
    return Mono.error(new IllegalStateException("the tool is broken"));
  }

  @McpPrompt(name = "greeting", description = "Greets")
  public Mono<String> greeting() {
    return Mono.just("Hello");
  }

  @McpPrompt(name = "unwell", description = "Always fails")
  public Mono<String> unwell() {
    return Mono.error(new IllegalStateException("the prompt is unwell"));
  }

  @McpResource(uri = "test://manual", name = "manual", description = "The manual")
  public Mono<String> manual() {
    return Mono.just("Read me");
  }
}
