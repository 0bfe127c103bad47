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
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A client that is written with the reactive API. */
final class AsyncClientCalls implements ClientCalls {

  private final McpAsyncClient client;

  AsyncClientCalls(McpClientTransport transport, Duration timeout) {
    McpClient.AsyncSpec spec =
        McpClient.async(transport)
            .clientInfo(INFO)
            .capabilities(CAPABILITIES)
            .requestTimeout(timeout)
            .roots(HOME)
            .sampling(request -> Mono.fromCallable(() -> ClientCalls.sampled(request)))
            .loggingConsumer(message -> said("logging", message))
            .toolsChangeConsumer(tools -> said("tools", tools.size()));
    Function<Object, Mono<?>> elicited =
        request -> Mono.fromCallable(() -> ClientCalls.elicited(request));
    Function<Object, Mono<Void>> progress = event -> said("progress", event);
    Function<Object, Mono<Void>> updated = contents -> said("resource", contents);
    ClientCalls.ifKnown(spec, "elicitation", elicited);
    ClientCalls.ifKnown(spec, "progressConsumer", progress);
    ClientCalls.ifKnown(spec, "resourcesUpdateConsumer", updated);
    client = spec.build();
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
      case "resource" -> client.readResource(new ReadResourceRequest((String) arguments.get(0)));
      case "complete" ->
          (Mono<?>) Sdk.call(client, "completeCompletion", ClientCalls.completion(arguments));
      case "ping" -> client.ping();
      case "setlevel" ->
          done(client.setLoggingLevel(LoggingLevel.valueOf((String) arguments.get(0))));
      case "subscribe" ->
          done(client.subscribeResource(new SubscribeRequest((String) arguments.get(0))));
      case "unsubscribe" ->
          done(client.unsubscribeResource(new UnsubscribeRequest((String) arguments.get(0))));
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
