// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app.newest;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Joins clients and a server in one JVM; every message is turned into JSON and back. */
final class InMemoryTransport implements McpServerTransportProvider {

  private static final McpJsonMapper MAPPER = McpJsonDefaults.getMapper();

  private volatile McpServerSession.Factory sessions;

  @Override
  public void setSessionFactory(McpServerSession.Factory factory) {
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

  McpClientTransport client() {
    return new ClientEnd();
  }

  private static JSONRPCMessage copy(JSONRPCMessage message) {
    try {
      return McpSchema.deserializeJsonRpcMessage(MAPPER, MAPPER.writeValueAsString(message));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class ClientEnd implements McpClientTransport {
    private McpServerSession session;

    @Override
    public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
      return Mono.fromRunnable(() -> session = sessions.create(new ServerEnd(handler)));
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
      return Mono.fromRunnable(() -> session.handle(copy(message)).subscribe());
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
      return MAPPER.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.fromRunnable(session::close);
    }
  }

  private record ServerEnd(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> client)
      implements McpServerTransport {
    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
      return Mono.fromRunnable(() -> client.apply(Mono.just(copy(message))).subscribe());
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
      return MAPPER.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.empty();
    }
  }
}
