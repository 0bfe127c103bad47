// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.old;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.StdioServerTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;

/** A stdio server with SDK 0.7, whose sessions and specifications have other names. */
public final class OldServer {

  private OldServer() {}

  public static void main(String[] args) throws InterruptedException {
    McpServer.sync(new StdioServerTransport())
        .serverInfo("old-server", "0.7")
        .capabilities(ServerCapabilities.builder().tools(true).build())
        .tool(
            new Tool("echo", "says what it is told", "{\"type\":\"object\"}"),
            arguments ->
                new CallToolResult(List.of(new TextContent(String.valueOf(arguments))), false))
        .build();
    // The threads of this release are daemons.
    Thread.currentThread().join();
  }
}
