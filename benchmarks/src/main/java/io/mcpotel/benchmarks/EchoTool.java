// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The one tool of the measured servers. */
final class EchoTool {

  static final String NAME = "echo";
  static final String ARGUMENT = "text";

  private static final String SERVER = "echo-server";
  private static final String VERSION = "1.0.0";

  private EchoTool() {}

  static McpServer.SyncSpecification<?> addTo(McpServer.SyncSpecification<?> server) {
    return server
        .serverInfo(SERVER, VERSION)
        .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
        .toolCall(tool(), (exchange, request) -> echo(request));
  }

  static McpServer.AsyncSpecification<?> addTo(McpServer.AsyncSpecification<?> server) {
    return server
        .serverInfo(SERVER, VERSION)
        .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
        .toolCall(tool(), (exchange, request) -> Mono.fromSupplier(() -> echo(request)));
  }

  private static McpSchema.Tool tool() {
    return McpSchema.Tool.builder(
            NAME,
            Map.of("type", "object", "properties", Map.of(ARGUMENT, Map.of("type", "string"))))
        .description("Says what it is told")
        .build();
  }

  private static McpSchema.CallToolResult echo(McpSchema.CallToolRequest request) {
    String text = (String) request.arguments().get(ARGUMENT);
    return McpSchema.CallToolResult.builder(List.of(McpSchema.TextContent.builder(text).build()))
        .build();
  }
}
