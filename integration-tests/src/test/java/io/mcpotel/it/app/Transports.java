// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpClientTransport;
import java.util.List;

/** The client's side of each transport. */
final class Transports {

  private Transports() {}

  // SSE is deprecated in the SDK, and still in use.
  @SuppressWarnings("deprecation")
  static McpClientTransport client(String kind, List<String> server) {
    return switch (kind) {
      case "stdio" -> stdio(server);
      case "streamable" ->
          HttpClientStreamableHttpTransport.builder(server.get(0))
              .openConnectionOnStartup(false)
              .build();
      case "sse" -> HttpClientSseClientTransport.builder(server.get(0)).build();
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static McpClientTransport stdio(List<String> command) {
    StdioClientTransport transport =
        new StdioClientTransport(
            ServerParameters.builder(command.get(0))
                .args(command.subList(1, command.size()))
                .build(),
            McpJsonDefaults.getMapper());
    transport.setStdErrorHandler(System.err::println);
    return transport;
  }
}
