// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

/**
 * A small MCP server about the weather, over streamable HTTP on the loopback interface or stdio.
 *
 * <p>{@code SampleServer [PORT]} serves HTTP (0, the default, takes a free port) and prints the
 * port as its only line on stdout; {@code SampleServer stdio} serves stdin and stdout.
 */
public final class SampleServer {

  private static final String HOST = "127.0.0.1";
  private static final String MCP_PATH = "/mcp";

  private SampleServer() {}

  public static void main(String[] args) throws Exception {
    SampleLogging.quieten();
    String argument = args.length == 0 ? "0" : args[0];
    if (argument.equals("stdio")) {
      serveStdio();
    } else {
      serveHttp(Integer.parseInt(argument));
    }
  }

  /** Returns at once; the SDK's threads keep the JVM alive until stdin ends. */
  private static void serveStdio() {
    configure(McpServer.sync(new StdioServerTransportProvider(McpJsonDefaults.getMapper())));
  }

  private static void serveHttp(int port) throws IOException, LifecycleException {
    var transport =
        HttpServletStreamableServerTransportProvider.builder().mcpEndpoint(MCP_PATH).build();
    McpSyncServer server = configure(McpServer.sync(transport));
    Tomcat tomcat = tomcat(port, transport);
    tomcat.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, tomcat)));
    System.out.println(tomcat.getConnector().getLocalPort());
    tomcat.getServer().await();
  }

  private static McpSyncServer configure(McpServer.SyncSpecification<?> specification) {
    return specification
        .serverInfo("weather-server", "1.0.0")
        .capabilities(
            ServerCapabilities.builder()
                .tools(true)
                .prompts(true)
                .resources(false, true)
                .completions()
                .logging()
                .build())
        .tools(SampleTools.all())
        .prompts(SampleTexts.prompt())
        .resources(SampleTexts.resource())
        .completions(SampleTexts.completion())
        // On a thread of its own a tool that fails may be interrupted while its answer is written.
        .immediateExecution(true)
        .rootsChangeHandler((exchange, roots) -> {})
        .build();
  }

  private static Tomcat tomcat(int port, HttpServletStreamableServerTransportProvider transport)
      throws IOException {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("weather-server").toString());
    tomcat.setPort(port);
    tomcat.getConnector().setProperty("address", HOST);
    // Tomcat may close a connection that served a stream while the client sends its next call on
    // it.
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "1");
    Context context = tomcat.addContext("", null);
    Wrapper servlet = Tomcat.addServlet(context, "mcp", transport);
    servlet.setAsyncSupported(true);
    context.addServletMappingDecoded(MCP_PATH, "mcp");
    return tomcat;
  }

  private static void stop(McpSyncServer server, Tomcat tomcat) {
    server.closeGracefully();
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      System.err.println("weather-server did not stop cleanly: " + e);
    }
  }
}
