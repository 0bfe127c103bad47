// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;

/** The smallest MCP server over stdin and stdout. */
public final class StdioServer {

  private StdioServer() {}

  /** Returns at once; the SDK's threads keep the JVM alive until stdin ends. */
  public static void main(String[] args) {
    var transport = new StdioServerTransportProvider(McpJsonDefaults.getMapper());
    EchoTool.addTo(McpServer.sync(transport), EchoTool.Around.wanted("pipe", null)).build();
  }
}
