// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.thirdparty;

import io.agentscope.core.message.ToolUseBlock;
import io.agentscope.core.tool.ToolCallParam;
import io.agentscope.core.tool.Toolkit;
import io.agentscope.core.tool.mcp.McpClientBuilder;
import io.agentscope.core.tool.mcp.McpClientWrapper;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The tools of a server as AgentScope gives them to an agent. */
public final class AgentScopeClient {

  private AgentScopeClient() {}

  public static void main(String[] args) {
    Toolkit toolkit = new Toolkit();
    try (McpClientWrapper client = builder(List.of(args)).buildAsync().block()) {
      toolkit.registerMcpClient(client).block();
      System.out.println(new TreeSet<>(toolkit.getToolNames()));
      Map<String, Object> input = Map.of("message", "hello");
      ToolUseBlock use =
          ToolUseBlock.builder()
              .id("1")
              .name("echo")
              .input(input)
              .content("{\"message\":\"hello\"}")
              .build();
      ToolCallParam call = ToolCallParam.builder().toolUseBlock(use).input(input).build();
      System.out.println(toolkit.callTool(call).block().getOutput());
    }
    // AgentScope leaves threads behind that are no daemons.
    System.exit(0);
  }

  private static McpClientBuilder builder(List<String> server) {
    McpClientBuilder builder = McpClientBuilder.create("tools");
    return server.size() == 1
        ? builder.streamableHttpTransport(server.get(0))
        : builder.stdioTransport(
            server.get(0), server.subList(1, server.size()).toArray(String[]::new));
  }
}
