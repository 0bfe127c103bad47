// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * A server of streamable sessions without a network: what the SDK's HTTP transports do with a
 * request that they have parsed, on the thread that calls. Each object is for one thread.
 */
final class InProcessServer {

  private final InMemoryTransport transport = new InMemoryTransport();
  private final McpStreamableServerSession session;
  private final AtomicInteger lastId;

  /** A server whose function runs on the thread that calls. */
  InProcessServer() {
    this(
        start(
            provider -> EchoTool.addTo(McpServer.sync(provider)).immediateExecution(true).build()));
  }

  private InProcessServer(McpStreamableServerSession session) {
    this(session, new AtomicInteger());
  }

  private InProcessServer(McpStreamableServerSession session, AtomicInteger lastId) {
    this.session = session;
    this.lastId = lastId;
  }

  /** A server whose function runs on a thread of its own. */
  static InProcessServer sync() {
    return new InProcessServer(start(provider -> EchoTool.addTo(McpServer.sync(provider)).build()));
  }

  /** A server whose function returns a Mono. */
  static InProcessServer async() {
    return new InProcessServer(
        start(provider -> EchoTool.addTo(McpServer.async(provider)).build()));
  }

  /** The same session of the same server, for another thread. */
  InProcessServer forAnotherThread() {
    return new InProcessServer(session, lastId);
  }

  private static McpStreamableServerSession start(Consumer<Provider> build) {
    Provider provider = new Provider();
    build.accept(provider);
    var init =
        provider.factory.startSession(
            McpSchema.InitializeRequest.builder(
                    ProtocolVersions.MCP_2025_06_18,
                    McpSchema.ClientCapabilities.builder().build(),
                    McpSchema.Implementation.builder("benchmark", "1").build())
                .build());
    init.initResult().block();
    McpStreamableServerSession session = init.session();
    session
        .accept(new McpSchema.JSONRPCNotification(McpSchema.METHOD_NOTIFICATION_INITIALIZED))
        .block();
    return session;
  }

  /** Calls the tool once. */
  void call() {
    int id = lastId.incrementAndGet();
    Object params = Map.of("name", EchoTool.NAME, "arguments", Map.of(EchoTool.ARGUMENT, "hello"));
    var request = new McpSchema.JSONRPCRequest(McpSchema.METHOD_TOOLS_CALL, id, params);
    session.responseStream(transport).handle(request).block();
    if (!(transport.last() instanceof McpSchema.JSONRPCResponse response)
        || !response.id().equals(id)
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
