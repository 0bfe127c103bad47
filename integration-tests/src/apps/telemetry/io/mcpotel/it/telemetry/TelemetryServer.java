// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.telemetry;

import io.mcpotel.it.app.ServerMain;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A server that traces by itself: {@code stdio|streamable}, {@code sync|async}, and what {@link
 * Telemetry#make} is told at its start. Its tools are {@code current}, {@code work}, {@code fetch},
 * {@code query} and {@code make}.
 */
public final class TelemetryServer {

  private static final Map<String, Object> ANY = Map.of("type", "object");
  private static final ExecutorService POOL = Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
          });

  private static final Map<String, Function<CallToolRequest, String>> TOOLS =
      Map.of(
          "current", call -> current(),
          "work", call -> work(),
          "fetch", call -> fetch((String) call.arguments().get("url")),
          "query", call -> query(),
          "make", call -> make((String) call.arguments().get("how")));

  private TelemetryServer() {}

  public static void main(String[] args) throws Exception {
    Telemetry.make(args[2]);
    Telemetry.tellLeaks();
    if (args[0].equals("stdio")) {
      var transport = new StdioServerTransportProvider(McpJsonDefaults.getMapper());
      if (args[1].equals("sync")) {
        McpServer.sync(transport).serverInfo("telemetry", "1").tools(syncTools()).build();
      } else {
        McpServer.async(transport).serverInfo("telemetry", "1").tools(asyncTools()).build();
      }
      return;
    }
    var transport = HttpServletStreamableServerTransportProvider.builder().build();
    if (args[1].equals("sync")) {
      var server = McpServer.sync(transport).serverInfo("telemetry", "1").tools(syncTools()).build();
      ServerMain.listen(transport, server::closeGracefully);
    } else {
      var server =
          McpServer.async(transport).serverInfo("telemetry", "1").tools(asyncTools()).build();
      ServerMain.listen(transport, () -> server.closeGracefully().block());
    }
  }

  private static List<SyncToolSpecification> syncTools() {
    return TOOLS.entrySet().stream()
        .map(
            tool ->
                SyncToolSpecification.builder()
                    .tool(tool(tool.getKey()))
                    .callHandler((exchange, call) -> text(tool.getValue().apply(call)))
                    .build())
        .toList();
  }

  private static List<AsyncToolSpecification> asyncTools() {
    return TOOLS.entrySet().stream()
        .map(
            tool ->
                AsyncToolSpecification.builder()
                    .tool(tool(tool.getKey()))
                    .callHandler(
                        (exchange, call) ->
                            Mono.fromCallable(() -> text(tool.getValue().apply(call))))
                    .build())
        .toList();
  }

  private static Tool tool(String name) {
    return Tool.builder(name, ANY).build();
  }

  private static CallToolResult text(String text) {
    return CallToolResult.builder(List.of(TextContent.builder(text).build())).build();
  }

  /** The span that a tool's code sees. */
  private static String current() {
    SpanContext span = Span.current().getSpanContext();
    return span.getTraceId() + " " + span.getSpanId();
  }

  /** Spans on this thread and, in the same context, on another. */
  private static String work() {
    Tracer tracer = Telemetry.get().getTracer("the-application");
    Span span = tracer.spanBuilder("inside").startSpan();
    try (Scope scope = span.makeCurrent()) {
      POOL.submit(
              Context.current().wrap(() -> tracer.spanBuilder("elsewhere").startSpan().end()))
          .get();
      return current();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      span.end();
    }
  }

  /** An HTTP request from this thread, and one from another thread. */
  private static String fetch(String url) {
    try {
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
      client.send(request, HttpResponse.BodyHandlers.discarding());
      POOL.submit(() -> client.send(request, HttpResponse.BodyHandlers.discarding())).get();
      return "fetched";
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String query() {
    try (Connection database = DriverManager.getConnection("jdbc:h2:mem:test");
        Statement statement = database.createStatement()) {
      statement.execute("SELECT 1");
      return "queried";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String make(String how) {
    Telemetry.make(how);
    return "made";
  }
}
