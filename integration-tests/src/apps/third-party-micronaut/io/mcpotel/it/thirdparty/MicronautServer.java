// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.thirdparty;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.JsonSchema;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.Map;

/**
 * A Micronaut server with tools that are given to it as objects: beans of its own would need an
 * annotation processor.
 */
public final class MicronautServer {

  private MicronautServer() {}

  public static void main(String[] args) {
    ApplicationContext context =
        ApplicationContext.builder()
            .properties(
                Map.of(
                    "micronaut.server.host", "127.0.0.1",
                    "micronaut.server.port", -1,
                    "micronaut.mcp.server.transport", "HTTP",
                    "micronaut.mcp.server.info.name", "micronaut-server",
                    "micronaut.mcp.server.info.version", "1.2.3"))
            .singletons(
                new SyncToolSpecification(tool("greet"), (transport, call) -> greet(call)),
                new SyncToolSpecification(tool("fail"), (transport, call) -> fail()))
            .start();
    System.out.println("PORT " + context.getBean(EmbeddedServer.class).start().getPort());
  }

  private static Tool tool(String name) {
    return Tool.builder()
        .name(name)
        .description(name)
        .inputSchema(new JsonSchema("object", Map.of(), null, null, null, null))
        .build();
  }

  private static CallToolResult greet(CallToolRequest call) {
    return CallToolResult.builder()
        .addTextContent("hello " + call.arguments().get("name"))
        .build();
  }

  private static CallToolResult fail() {
    throw new IllegalStateException("broken");
  }
}
