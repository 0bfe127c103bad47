// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/**
 * A small MCP server over HTTP, as {@code streamable} or {@code stateless}: prints its port, and
 * ends when its stdin does.
 */
public final class TomcatServer {

  static final String STREAMABLE = "streamable";
  static final String STATELESS = "stateless";

  private TomcatServer() {}

  public static void main(String[] args) throws IOException, LifecycleException {
    HttpServlet servlet = args[0].equals(STATELESS) ? stateless() : streamable();
    Tomcat tomcat = tomcat(servlet);
    tomcat.start();
    System.out.println(tomcat.getConnector().getLocalPort());
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  private static HttpServlet streamable() {
    var transport =
        HttpServletStreamableServerTransportProvider.builder().mcpEndpoint(HttpCaller.PATH).build();
    EchoTool.addTo(McpServer.sync(transport), around()).build();
    return transport;
  }

  private static HttpServlet stateless() {
    var transport =
        HttpServletStatelessServerTransport.builder().messageEndpoint(HttpCaller.PATH).build();
    EchoTool.addTo(McpServer.sync(transport), around()).build();
    return transport;
  }

  private static EchoTool.Around around() {
    return EchoTool.Around.wanted("tcp", "http");
  }

  private static Tomcat tomcat(HttpServlet mcp) throws IOException {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("echo-server").toString());
    tomcat.setPort(0);
    Connector connector = tomcat.getConnector();
    connector.setProperty("address", "127.0.0.1");
    // Else it closes a connection after a hundred calls, and one that rests while others are
    // measured.
    connector.setProperty("maxKeepAliveRequests", "-1");
    connector.setProperty("keepAliveTimeout", "-1");
    Context context = tomcat.addContext("", null);
    Wrapper servlet = Tomcat.addServlet(context, "mcp", mcp);
    servlet.setAsyncSupported(true);
    context.addServletMappingDecoded(HttpCaller.PATH, "mcp");
    return tomcat;
  }
}
