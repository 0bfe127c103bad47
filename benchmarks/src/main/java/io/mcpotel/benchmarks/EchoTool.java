// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;

/** The one tool of the measured servers. */
final class EchoTool {

  static final String NAME = "echo";
  static final String ARGUMENT = "text";

  private EchoTool() {}

  static McpServer.SyncSpecification<?> addTo(McpServer.SyncSpecification<?> server) {
    McpSchema.Tool tool =
        McpSchema.Tool.builder(
                NAME,
                Map.of("type", "object", "properties", Map.of(ARGUMENT, Map.of("type", "string"))))
            .description("Says what it is told")
            .build();
    return server
        .serverInfo("echo-server", "1.0.0")
        .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
        .toolCall(tool, (exchange, request) -> echo(request));
  }

  private static McpSchema.CallToolResult echo(McpSchema.CallToolRequest request) {
    String text = (String) request.arguments().get(ARGUMENT);
    return McpSchema.CallToolResult.builder(List.of(McpSchema.TextContent.builder(text).build()))
        .build();
  }
}
