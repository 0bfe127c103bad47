// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.SubscribeRequest;
import io.modelcontextprotocol.spec.McpSchema.UnsubscribeRequest;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** A client that is written with the reactive API. */
final class AsyncClientCalls implements ClientCalls {

  private final McpAsyncClient client;

  AsyncClientCalls(McpClientTransport transport, Duration timeout) {
    client =
        McpClient.async(transport)
            .clientInfo(INFO)
            .capabilities(CAPABILITIES)
            .requestTimeout(timeout)
            .roots(HOME)
            .sampling(request -> Mono.fromCallable(() -> ClientCalls.sampled(request)))
            .elicitation(request -> Mono.fromCallable(() -> ClientCalls.elicited(request)))
            .loggingConsumer(message -> said("logging", message))
            .progressConsumer(progress -> said("progress", progress))
            .toolsChangeConsumer(tools -> said("tools", tools.size()))
            .resourcesUpdateConsumer(contents -> said("resource", contents))
            .build();
  }

  @Override
  public Mono<?> call(String command, List<Object> arguments) {
    return switch (command) {
      case "init" -> client.initialize();
      case "tools" -> client.listTools();
      case "resources" -> client.listResources();
      case "templates" -> client.listResourceTemplates();
      case "prompts" -> client.listPrompts();
      case "call" -> client.callTool(ClientCalls.toolCall(arguments));
      case "callheld" -> client.callTool(ClientCalls.toolCall(arguments)).thenReturn(arguments);
      case "calltwice" -> {
        // Subscribing twice to one Mono is what retry() does.
        Mono<?> once = client.callTool(ClientCalls.toolCall(arguments));
        yield once.then(once);
      }
      case "callnever" -> {
        client.callTool(ClientCalls.toolCall(arguments));
        yield Mono.just("not subscribed");
      }
      case "prompt" -> client.getPrompt(ClientCalls.prompt(arguments));
      case "resource" ->
          client.readResource(ReadResourceRequest.builder((String) arguments.get(0)).build());
      case "complete" -> client.completeCompletion(ClientCalls.completion(arguments));
      case "ping" -> client.ping();
      case "setlevel" ->
          done(client.setLoggingLevel(LoggingLevel.valueOf((String) arguments.get(0))));
      case "subscribe" ->
          done(
              client.subscribeResource(
                  SubscribeRequest.builder((String) arguments.get(0)).build()));
      case "unsubscribe" ->
          done(
              client.unsubscribeResource(
                  UnsubscribeRequest.builder((String) arguments.get(0)).build()));
      case "notifyroots" -> done(client.rootsListChangedNotification());
      case "close" -> done(client.closeGracefully());
      default -> Mono.error(new IllegalArgumentException(command));
    };
  }

  private static Mono<Void> said(String what, Object value) {
    return Mono.fromRunnable(() -> ClientMain.said(what, value));
  }

  private static Mono<String> done(Mono<Void> action) {
    return action.thenReturn("done");
  }
}
