// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.thirdparty;

import com.google.adk.tools.BaseTool;
import com.google.adk.tools.mcp.McpToolset;
import com.google.adk.tools.mcp.StreamableHttpServerParameters;
import io.modelcontextprotocol.client.transport.ServerParameters;
import java.util.List;
import java.util.Map;

/** The tools of a server as Google's Agent Development Kit gives them to an agent. */
public final class AdkClient {

  private AdkClient() {}

  public static void main(String[] args) {
    McpToolset toolset = toolset(List.of(args));
    List<BaseTool> tools = toolset.getTools(null).toList().blockingGet();
    System.out.println(tools.stream().map(BaseTool::name).sorted().toList());
    BaseTool echo =
        tools.stream().filter(tool -> tool.name().equals("echo")).findFirst().orElseThrow();
    System.out.println(echo.runAsync(Map.of("message", "hello"), null).blockingGet());
    toolset.close();
    // The kit leaves threads behind that are no daemons.
    System.exit(0);
  }

  private static McpToolset toolset(List<String> server) {
    return server.size() == 1
        ? new McpToolset(StreamableHttpServerParameters.builder().url(server.get(0)).build())
        : new McpToolset(
            ServerParameters.builder(server.get(0)).args(server.subList(1, server.size())).build());
  }
}
