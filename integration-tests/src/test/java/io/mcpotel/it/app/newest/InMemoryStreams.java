// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app.newest;

import io.mcpotel.it.app.Requests;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Opens, uses and deletes sessions of a streamable server without any HTTP. */
final class InMemoryStreams implements McpStreamableServerTransportProvider {

  private volatile McpStreamableServerSession.Factory sessions;

  @Override
  public void setSessionFactory(McpStreamableServerSession.Factory factory) {
    sessions = factory;
  }

  @Override
  public Mono<Void> notifyClients(String method, Object params) {
    return Mono.empty();
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }

  /** One session with a call that is answered and one that never is. */
  void useSession() {
    McpStreamableServerSession.McpStreamableServerSessionInit init =
        sessions.startSession(
            InitializeRequest.builder(
                    "2025-06-18",
                    ClientCapabilities.builder().build(),
                    Requests.clientInfo("in-memory"))
                .build());
    init.initResult().block();
    McpStreamableServerSession session = init.session();
    session.accept(new JSONRPCNotification("notifications/initialized", null)).block();
    session.responseStream(new Sink()).handle(call(1, "echo")).block();
    session.responseStream(new Sink()).handle(call(2, "hang")).subscribe();
    session.delete().block();
  }

  private static JSONRPCRequest call(int id, String tool) {
    return new JSONRPCRequest("tools/call", id, Map.of("name", tool));
  }

  private static final class Sink implements McpStreamableServerTransport {
    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message, String messageId) {
      return Mono.empty();
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
      return Mono.empty();
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
      return McpJsonDefaults.getMapper().convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.empty();
    }
  }
}
