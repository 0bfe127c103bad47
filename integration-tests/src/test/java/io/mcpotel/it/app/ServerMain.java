// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.server.McpAsyncServer;
import jakarta.servlet.http.HttpServlet;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A test server: {@code stdio|streamable|stateless|sse} and {@code sync|async}. One that speaks
 * HTTP prints {@code PORT n} and stops when a line {@code stop} comes in.
 */
public final class ServerMain {

  private static final String SERVER = "server.McpServer";

  private ServerMain() {}

  public static void main(String[] args) throws Exception {
    boolean async = args[1].equals("async");
    switch (args[0]) {
      case "stdio" -> serve(Transports.stdioServer(), async, false);
      // On a thread of its own a tool that fails may be interrupted while its answer is written.
      case "sse" -> listen(Transports.sseServer(), async, true);
      case "streamable" -> listen(Transports.streamableServer(), async, true);
      case "stateless" -> {
        Object transport = Transports.statelessServer();
        if (async) {
          AsyncServers.buildStateless(Sdk.callStatic(SERVER, "async", transport));
        } else {
          SyncServers.buildStateless(Sdk.callStatic(SERVER, "sync", transport));
        }
        listen((HttpServlet) transport, () -> {});
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /** Returns what closes the server. */
  private static Runnable serve(Object provider, boolean async, boolean immediate) {
    if (async) {
      McpAsyncServer server = AsyncServers.build(Sdk.callStatic(SERVER, "async", provider));
      return () -> server.closeGracefully().block();
    }
    Object spec = Sdk.callStatic(SERVER, "sync", provider);
    if (Sdk.has(spec, "immediateExecution")) {
      Sdk.call(spec, "immediateExecution", immediate);
    }
    return SyncServers.build(spec)::closeGracefully;
  }

  private static void listen(Object provider, boolean async, boolean immediate) throws Exception {
    listen((HttpServlet) provider, serve(provider, async, immediate));
  }

  public static void listen(HttpServlet servlet, Runnable close) throws Exception {
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
