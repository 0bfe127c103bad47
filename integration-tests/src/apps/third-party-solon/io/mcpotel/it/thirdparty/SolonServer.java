// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.thirdparty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.noear.solon.Solon;
import org.noear.solon.ai.chat.tool.FunctionToolDesc;
import org.noear.solon.ai.mcp.McpChannel;
import org.noear.solon.ai.mcp.server.McpServerEndpointProvider;

/** A Solon server of the channel that is named, which tells its port unless it speaks stdio. */
public final class SolonServer {

  private SolonServer() {}

  public static void main(String[] args) throws IOException {
    String channel = args[0];
    int port = freePort();
    Solon.start(
        SolonServer.class, new String[] {"--server.host=127.0.0.1", "--server.port=" + port});
    McpServerEndpointProvider provider =
        McpServerEndpointProvider.builder()
            .name("solon-server")
            .version("1.2.3")
            .channel(channel)
            .mcpEndpoint("/mcp")
            .build();
    provider.addTool(
        new FunctionToolDesc("greet")
            .description("Greets.")
            .stringParamAdd("name", "who is greeted")
            .doHandle(arguments -> "hello " + arguments.get("name")));
    provider.addTool(
        new FunctionToolDesc("fail")
            .description("Fails.")
            .doHandle(
                arguments -> {
                  throw new IllegalStateException("broken");
                }));
    provider.start();
    provider.postStart();
    if (!channel.equals(McpChannel.STDIO)) {
      System.out.println("PORT " + port);
    }
  }

  /** Solon takes no port 0. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
