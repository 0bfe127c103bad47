// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.springai;

import org.springaicommunity.mcp.annotation.McpPrompt;
import org.springaicommunity.mcp.annotation.McpResource;
import org.springaicommunity.mcp.annotation.McpTool;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** What a sync server of Spring AI 1.1 offers. */
@Component
@ConditionalOnProperty(name = "spring.ai.mcp.server.type", havingValue = "SYNC")
public class SyncFeatures {

  @McpTool(name = "echo", description = "Says the word again")
  public String echo(String word) {
    return word;
  }

  @McpTool(name = "slow", description = "Takes its time")
  public String slow() throws InterruptedException {
    Thread.sleep(SpringServer.PAUSE_MILLIS);
    return "done";
  }

  @McpTool(name = "broken", description = "Always fails")
  public String broken() {
    throw new IllegalStateException("the tool is broken");
  }

  @McpPrompt(name = "greeting", description = "Greets")
  public String greeting() {
    return "Hello";
  }

  @McpPrompt(name = "unwell", description = "Always fails")
  public String unwell() {
    throw new IllegalStateException("the prompt is unwell");
  }

  @McpResource(uri = "test://manual", name = "manual", description = "The manual")
  public String manual() {
    return "Read me";
  }
}
