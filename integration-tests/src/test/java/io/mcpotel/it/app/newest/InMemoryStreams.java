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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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
    McpStreamableServerSession session = open();
    session.responseStream(new Sink()).handle(call(1, "echo")).block();
    session.responseStream(new Sink()).handle(call(2, "hang")).subscribe();
    session.delete().block();
  }

  /** One session, and what it sends in answer to these requests. */
  List<JSONRPCMessage> answers(List<JSONRPCRequest> requests, Duration atMost) {
    McpStreamableServerSession session = open();
    Sink sink = new Sink();
    for (JSONRPCRequest request : requests) {
      session.responseStream(sink).handle(request).block(atMost);
    }
    session.delete().block();
    return sink.sent;
  }

  private McpStreamableServerSession open() {
    McpStreamableServerSession.McpStreamableServerSessionInit init =
        sessions.startSession(
            InitializeRequest.builder(
                    "2025-06-18",
                    ClientCapabilities.builder().build(),
                    Requests.clientInfo("in-memory"))
                .build());
    init.initResult().block();
    init.session().accept(new JSONRPCNotification("notifications/initialized", null)).block();
    return init.session();
  }

  private static JSONRPCRequest call(int id, String tool) {
    return new JSONRPCRequest("tools/call", id, Map.of("name", tool));
  }

  private static final class Sink implements McpStreamableServerTransport {
    private final List<JSONRPCMessage> sent = new CopyOnWriteArrayList<>();

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message, String messageId) {
      return sendMessage(message);
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
      return Mono.fromRunnable(() -> sent.add(message));
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
