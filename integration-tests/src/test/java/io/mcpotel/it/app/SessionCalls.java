// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.modelcontextprotocol.spec.McpClientSession;
import io.modelcontextprotocol.spec.McpClientTransport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A client that uses the SDK's session directly, so that it can send what the client classes never
 * would: unknown methods, null params, params of a type that has no {@code _meta}.
 */
final class SessionCalls implements ClientCalls {

  /** Params of a type that has no {@code _meta}. */
  record Bare(@JsonProperty("label") String label) {}

  private final McpClientSession session;

  SessionCalls(McpClientTransport transport, Duration timeout) {
    String type = "spec.McpClientSession";
    Function<Mono<Void>, Mono<Void>> unchanged = Function.identity();
    // The last argument is new in 0.11, and the only way since 1.0.
    session =
        (McpClientSession)
            (Sdk.has("server.McpStatelessServerHandler")
                ? Sdk.make(type, timeout, transport, Map.of(), Map.of(), unchanged)
                : Sdk.make(type, timeout, transport, Map.of(), Map.of()));
  }

  @Override
  public Mono<?> call(String command, List<Object> arguments) {
    return switch (command) {
      case "request" -> request((String) arguments.get(0), arguments.get(1));
      case "hostile" -> request((String) arguments.get(0), new HostileParams());
      case "bare" -> request((String) arguments.get(0), new Bare("plain"));
      case "notify" ->
          ((Mono<?>) Sdk.call(session, "sendNotification", arguments.get(0), arguments.get(1)))
              .thenReturn("done");
      case "close" -> session.closeGracefully().thenReturn("done");
      default -> Mono.error(new IllegalArgumentException(command));
    };
  }

  private Mono<?> request(String method, Object params) {
    return (Mono<?>) Sdk.call(session, "sendRequest", method, params, SdkJson.anyObject());
  }
}
