// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.webapp;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.JsonSchema;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebListener;
import java.util.Map;
import reactor.core.scheduler.Schedulers;

/** A web application that is an MCP server, named after its path, with one tool. */
@WebListener
public final class McpListener implements ServletContextListener {

  private McpSyncServer server;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    String name = event.getServletContext().getContextPath().substring(1);
    HttpServletStreamableServerTransportProvider transport =
        HttpServletStreamableServerTransportProvider.builder().build();
    server =
        McpServer.sync(transport)
            .serverInfo(name, "1.0")
            .capabilities(ServerCapabilities.builder().tools(true).build())
            .toolCall(
                Tool.builder()
                    .name("whoami")
                    .inputSchema(new JsonSchema("object", Map.of(), null, null, null, null))
                    .build(),
                (exchange, call) ->
                    CallToolResult.builder().addTextContent(name).isError(false).build())
            .build();
    ServletRegistration.Dynamic servlet = event.getServletContext().addServlet("mcp", transport);
    servlet.setAsyncSupported(true);
    servlet.addMapping("/mcp");
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    server.close();
    Schedulers.shutdownNow();
  }
}
