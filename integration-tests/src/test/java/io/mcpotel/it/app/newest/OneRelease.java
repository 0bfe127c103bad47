// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app.newest;

import io.mcpotel.it.app.AsyncServers;
import io.mcpotel.it.app.Catalog;
import io.mcpotel.it.app.ClientCalls;
import io.mcpotel.it.app.SyncServers;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import reactor.core.publisher.Mono;

/** Uses as much of one release of the SDK as fits into one JVM without a network. */
public final class OneRelease {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final List<Object> TEXT = List.of("greeting");

  private final String tool;
  private final List<String> outcomes = new ArrayList<>();

  private OneRelease(String tool) {
    this.tool = tool;
  }

  /** Makes calls to four servers, and returns what came of each. */
  public static List<String> use(String tool) {
    OneRelease release = new OneRelease(tool);
    release.attempt(release::useSession);
    release.attempt(release::useStream);
    release.attempt(release::useStatelessAsync);
    release.attempt(release::useStatelessSync);
    return release.outcomes;
  }

  private Object useSession() {
    InMemoryTransport transport = new InMemoryTransport();
    AsyncServers.build(
        McpServer.async(transport)
            .toolCall(
                Catalog.tool(tool + "-session"),
                (exchange, call) -> exchange.ping().map(pong -> Catalog.text("pong"))));
    McpAsyncClient client =
        McpClient.async(transport.client())
            .clientInfo(ClientCalls.INFO)
            .requestTimeout(PATIENCE)
            .initializationTimeout(PATIENCE)
            .build();
    client.initialize().block();
    attempt(() -> client.callTool(call(tool + "-session")).block());
    attempt(() -> client.callTool(call("refuse")).block());
    attempt(() -> client.callTool(call("fail")).block());
    attempt(() -> client.callTool(call("unknown")).block());
    attempt(() -> client.callTool(call("notify")).block());
    attempt(() -> client.listTools().block().tools().size());
    attempt(() -> client.getPrompt(ClientCalls.prompt(TEXT)).block());
    attempt(() -> client.readResource(resource("test://manual")).block());
    attempt(() -> client.readResource(resource("test://chapter/7")).block());
    attempt(
        () -> client.completeCompletion((CompleteRequest) ClientCalls.completion(TEXT)).block());
    attempt(() -> client.closeGracefully().block(PATIENCE));
    return "session";
  }

  private Object useStream() {
    InMemoryStreams streams = new InMemoryStreams();
    SyncServers.build(
        McpServer.sync(streams)
            .toolCall(Catalog.tool(tool + "-stream"), (exchange, call) -> Catalog.text("pong"))
            .immediateExecution(true));
    return streams.answers(requests("-stream"), PATIENCE);
  }

  private Object useStatelessAsync() {
    Stateless transport = new Stateless();
    AsyncServers.buildStateless(
        McpServer.async(transport)
            .toolCall(
                Catalog.tool(tool + "-stateless"),
                (context, call) -> Mono.just(Catalog.text("pong"))));
    return transport.answers(requests("-stateless"));
  }

  private Object useStatelessSync() {
    Stateless transport = new Stateless();
    SyncServers.buildStateless(
        McpServer.sync(transport)
            .toolCall(
                Catalog.tool(tool + "-stateless-sync"), (context, call) -> Catalog.text("pong"))
            .immediateExecution(true));
    return transport.answers(requests("-stateless-sync"));
  }

  private List<JSONRPCRequest> requests(String suffix) {
    return List.of(
        new JSONRPCRequest("tools/call", 1, Map.of("name", tool + suffix)),
        new JSONRPCRequest("tools/call", 2, Map.of("name", "fail")),
        new JSONRPCRequest("prompts/get", 3, Map.of("name", "greeting")),
        new JSONRPCRequest("resources/read", 4, Map.of("uri", "test://manual")),
        new JSONRPCRequest("resources/read", 5, Map.of("uri", "test://chapter/7")),
        new JSONRPCRequest("no/method", 6, Map.of()),
        new JSONRPCRequest("ping", 7, null));
  }

  private void attempt(Callable<Object> step) {
    String outcome;
    try {
      outcome = String.valueOf(step.call());
    } catch (Throwable t) {
      // What is wrong with a release may be an error, and its message may name an id.
      outcome = t.getClass().getName();
    }
    outcomes.add(outcome.replace('\n', ' '));
  }

  private static CallToolRequest call(String name) {
    return CallToolRequest.builder(name).arguments(Map.of()).build();
  }

  private static ReadResourceRequest resource(String uri) {
    return ReadResourceRequest.builder(uri).build();
  }

  private static final class Stateless implements McpStatelessServerTransport {
    private McpStatelessServerHandler handler;

    @Override
    public void setMcpHandler(McpStatelessServerHandler mcpHandler) {
      handler = mcpHandler;
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.empty();
    }

    Object answers(List<JSONRPCRequest> requests) {
      List<Object> answers = new ArrayList<>();
      for (JSONRPCRequest request : requests) {
        answers.add(handler.handleRequest(McpTransportContext.EMPTY, request).block(PATIENCE));
      }
      return answers;
    }
  }
}
