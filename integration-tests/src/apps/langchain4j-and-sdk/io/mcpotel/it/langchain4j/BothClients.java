// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.util.Map;

/** Calls a tool of the same server by the SDK's client and by LangChain4j's. */
public final class BothClients {

  private BothClients() {}

  public static void main(String[] args) throws Exception {
    try (McpSyncClient client =
        McpClient.sync(HttpClientStreamableHttpTransport.builder(args[0]).build()).build()) {
      client.initialize();
      client.callTool(new CallToolRequest("refuse", Map.of()));
    }
    DefaultMcpClient client =
        new DefaultMcpClient.Builder()
            .transport(StreamableHttpMcpTransport.builder().url(args[0] + "/mcp").build())
            .autoHealthCheck(false)
            .build();
    client.executeTool(ToolExecutionRequest.builder().name("echo").arguments("{}").build());
    client.close();
    System.exit(0);
  }
}
