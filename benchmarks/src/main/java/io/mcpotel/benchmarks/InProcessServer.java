// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * A server of streamable sessions without a network: what the SDK's HTTP transports do with a
 * request that they have parsed, on the thread that calls.
 */
final class InProcessServer {

  private final InMemoryTransport transport = new InMemoryTransport();
  private final McpStreamableServerSession session;
  private int lastId;

  InProcessServer() {
    Provider provider = new Provider();
    EchoTool.addTo(McpServer.sync(provider).immediateExecution(true)).build();
    var init =
        provider.factory.startSession(
            McpSchema.InitializeRequest.builder(
                    ProtocolVersions.MCP_2025_06_18,
                    McpSchema.ClientCapabilities.builder().build(),
                    McpSchema.Implementation.builder("benchmark", "1").build())
                .build());
    init.initResult().block();
    session = init.session();
    session
        .accept(new McpSchema.JSONRPCNotification(McpSchema.METHOD_NOTIFICATION_INITIALIZED))
        .block();
  }

  /** Calls the tool once. */
  void call() {
    Integer id = ++lastId;
    Object params = Map.of("name", EchoTool.NAME, "arguments", Map.of(EchoTool.ARGUMENT, "hello"));
    var request = new McpSchema.JSONRPCRequest(McpSchema.METHOD_TOOLS_CALL, id, params);
    session.responseStream(transport).handle(request).block();
    if (!(transport.last() instanceof McpSchema.JSONRPCResponse response)
        || response.id() != id
        || response.error() != null) {
      throw new IllegalStateException("request " + id + " was answered " + transport.last());
    }
  }

  private static final class Provider implements McpStreamableServerTransportProvider {
    private McpStreamableServerSession.Factory factory;

    @Override
    public void setSessionFactory(McpStreamableServerSession.Factory sessionFactory) {
      factory = sessionFactory;
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
      return Mono.empty();
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.empty();
    }
  }
}
