// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.springai;

import java.util.Arrays;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Calls the tools named on its command line the way a model does, through Spring AI's callbacks. */
@SpringBootApplication
public class SpringClient {

  public static void main(String[] tools) {
    try (ConfigurableApplicationContext context = SpringApplication.run(SpringClient.class)) {
      ToolCallback[] callbacks = context.getBean(ToolCallbackProvider.class).getToolCallbacks();
      for (String tool : tools) {
        System.out.println(tool + " " + call(callback(callbacks, tool)).replace('\n', ' '));
      }
    }
  }

  private static String call(ToolCallback callback) {
    try {
      return callback.call("{\"word\":\"hello\"}");
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  /** A callback's name begins with the client's, in a way that differs between the releases. */
  private static ToolCallback callback(ToolCallback[] callbacks, String tool) {
    return Arrays.stream(callbacks)
        .filter(callback -> callback.getToolDefinition().name().endsWith(tool))
        .findFirst()
        .orElseThrow();
  }
}
