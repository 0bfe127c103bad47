// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletSseServerTransportProvider;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import jakarta.servlet.http.HttpServlet;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A test server: {@code stdio|streamable|stateless|sse} and {@code sync|async}. One that speaks
 * HTTP prints {@code PORT n} and stops when a line {@code stop} comes in.
 */
public final class ServerMain {

  private ServerMain() {}

  // SSE is deprecated in the SDK, and still in use.
  @SuppressWarnings("deprecation")
  public static void main(String[] args) throws Exception {
    boolean async = args[1].equals("async");
    switch (args[0]) {
      case "stdio" -> serve(new StdioServerTransportProvider(McpJsonDefaults.getMapper()), async);
      case "sse" -> {
        HttpServletSseServerTransportProvider sse =
            HttpServletSseServerTransportProvider.builder()
                .messageEndpoint("/message")
                .sseEndpoint("/sse")
                .build();
        listen(sse, serve(sse, async));
      }
      case "streamable" -> streamable(async);
      case "stateless" -> stateless(async);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static Runnable serve(McpServerTransportProvider provider, boolean async) {
    if (async) {
      return AsyncServers.build(McpServer.async(provider))::close;
    }
    // On a thread of its own a tool that fails may be interrupted while its answer is written, and
    // the SDK then drops the stream of an SSE session.
    boolean immediate = provider instanceof HttpServletSseServerTransportProvider;
    return SyncServers.build(McpServer.sync(provider).immediateExecution(immediate))::close;
  }

  private static void streamable(boolean async) throws Exception {
    HttpServletStreamableServerTransportProvider provider =
        HttpServletStreamableServerTransportProvider.builder().build();
    if (async) {
      McpAsyncServer server = AsyncServers.build(McpServer.async(provider));
      listen(provider, () -> server.closeGracefully().block());
    } else {
      // On a thread of its own a tool that fails may be interrupted while its answer is written.
      var spec = McpServer.sync(provider).immediateExecution(true);
      listen(provider, SyncServers.build(spec)::closeGracefully);
    }
  }

  private static void stateless(boolean async) throws Exception {
    HttpServletStatelessServerTransport transport =
        HttpServletStatelessServerTransport.builder().build();
    if (async) {
      AsyncServers.build(McpServer.async(transport));
    } else {
      SyncServers.build(McpServer.sync(transport));
    }
    listen(transport, () -> {});
  }

  private static void listen(HttpServlet servlet, Runnable close) throws Exception {
    WebServer web = new WebServer(servlet);
    System.out.println("PORT " + web.start());
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      if (line.equals("stop")) {
        close.run();
        web.stop();
        // The SDK's session sweeper is no daemon thread and outlives closeGracefully().
        System.exit(0);
      }
    }
  }
}
