// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.thirdparty;

import java.util.Map;
import org.noear.solon.ai.chat.tool.FunctionTool;
import org.noear.solon.ai.mcp.client.McpClientProvider;

/** Solon's client, at a server that has the tool {@code echo}. */
public final class SolonClient {

  private SolonClient() {}

  public static void main(String[] args) {
    try (McpClientProvider client =
        McpClientProvider.builder().channel(args[0]).url(args[1]).build()) {
      System.out.println(client.getTools().stream().map(FunctionTool::name).sorted().toList());
      System.out.println(client.callTool("echo", Map.of("word", "hello")).getContent());
      System.out.println(client.callTool("refuse", Map.of()).getContent());
    }
    // The client leaves threads behind that are no daemons.
    System.exit(0);
  }
}
