// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.springtelemetry;

import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.DefaultToolCallingManager;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Calls the tool named on its command line as Spring AI does when a model asks for it, without the
 * model.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class ToolClient {

  public static void main(String[] tool) {
    try (ConfigurableApplicationContext context = SpringApplication.run(ToolClient.class)) {
      ToolCallback[] callbacks = context.getBean(ToolCallbackProvider.class).getToolCallbacks();
      ToolCallingManager manager =
          DefaultToolCallingManager.builder()
              .observationRegistry(context.getBean(ObservationRegistry.class))
              .build();
      Prompt prompt =
          new Prompt(
              List.of(new UserMessage("Look!")),
              ToolCallingChatOptions.builder().toolCallbacks(callbacks).build());
      System.out.println(manager.executeToolCalls(prompt, wish(tool[0])).conversationHistory());
    }
  }

  /** A model's answer that asks for this tool. */
  private static ChatResponse wish(String tool) {
    AssistantMessage message =
        AssistantMessage.builder()
            .content("")
            .toolCalls(List.of(new AssistantMessage.ToolCall("wish", "function", tool, "{}")))
            .build();
    return new ChatResponse(List.of(new Generation(message)));
  }
}
