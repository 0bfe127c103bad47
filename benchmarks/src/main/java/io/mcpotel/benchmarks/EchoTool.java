// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** The one tool of the measured servers. */
final class EchoTool {

  static final String NAME = "echo";
  static final String ARGUMENT = "text";

  private static final String SERVER = "echo-server";
  private static final String VERSION = "1.0.0";

  /** What the author of the server has measured by hand: {@link #LITTLE} or {@link #ALL}. */
  static final String BY_HAND = "benchmark.by-hand";

  static final String LITTLE = "little";

  /** As much as the agent's defaults. */
  static final String ALL = "all";

  /** What an author has written around the tool. */
  interface Around {

    Around NOTHING = (session, tool) -> tool.get();

    /**
     * What this JVM is to have.
     *
     * @param protocol null where the transport is all
     */
    static Around wanted(String transport, String protocol) {
      return switch (System.getProperty(BY_HAND, "")) {
        case LITTLE -> new ByHand(transport, protocol);
        case ALL -> new SameByHand(transport, protocol);
        default -> NOTHING;
      };
    }

    /**
     * Calls the tool.
     *
     * @param session the session's id, or null where there is none
     */
    McpSchema.CallToolResult call(String session, Supplier<McpSchema.CallToolResult> tool);
  }

  private EchoTool() {}

  static McpServer.SyncSpecification<?> addTo(McpServer.SyncSpecification<?> server) {
    return addTo(server, Around.NOTHING);
  }

  static McpServer.SyncSpecification<?> addTo(
      McpServer.SyncSpecification<?> server, Around around) {
    return server
        .serverInfo(SERVER, VERSION)
        .capabilities(capabilities())
        .toolCall(
            tool(), (exchange, request) -> around.call(exchange.sessionId(), () -> echo(request)));
  }

  static McpServer.StatelessSyncSpecification addTo(
      McpServer.StatelessSyncSpecification server, Around around) {
    return server
        .serverInfo(SERVER, VERSION)
        .capabilities(capabilities())
        .toolCall(tool(), (context, request) -> around.call(null, () -> echo(request)));
  }

  static McpServer.AsyncSpecification<?> addTo(McpServer.AsyncSpecification<?> server) {
    return server
        .serverInfo(SERVER, VERSION)
        .capabilities(capabilities())
        .toolCall(tool(), (exchange, request) -> Mono.fromSupplier(() -> echo(request)));
  }

  private static McpSchema.ServerCapabilities capabilities() {
    return McpSchema.ServerCapabilities.builder().tools(false).build();
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
