// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.SubscribeRequest;
import io.modelcontextprotocol.spec.McpSchema.UnsubscribeRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A client that is written with the blocking API. */
final class SyncClientCalls implements ClientCalls {

  private final McpSyncClient client;

  SyncClientCalls(McpClientTransport transport, Duration timeout) {
    McpClient.SyncSpec spec =
        McpClient.sync(transport)
            .clientInfo(INFO)
            .capabilities(CAPABILITIES)
            .requestTimeout(timeout)
            .roots(HOME)
            .sampling(ClientCalls::sampled)
            .loggingConsumer(message -> ClientMain.said("logging", message))
            .toolsChangeConsumer(tools -> ClientMain.said("tools", tools.size()));
    Function<Object, Object> elicited = ClientCalls::elicited;
    Consumer<Object> progress = event -> ClientMain.said("progress", event);
    Consumer<Object> updated = contents -> ClientMain.said("resource", contents);
    ClientCalls.ifKnown(spec, "elicitation", elicited);
    ClientCalls.ifKnown(spec, "progressConsumer", progress);
    ClientCalls.ifKnown(spec, "resourcesUpdateConsumer", updated);
    client = spec.build();
  }

  @Override
  public Mono<?> call(String command, List<Object> arguments) {
    return Mono.fromCallable(() -> now(command, arguments))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private Object now(String command, List<Object> arguments) {
    return switch (command) {
      case "init" -> client.initialize();
      case "tools" -> client.listTools();
      case "resources" -> client.listResources();
      case "templates" -> client.listResourceTemplates();
      case "prompts" -> client.listPrompts();
      case "call" -> client.callTool(ClientCalls.toolCall(arguments));
      case "callheld" -> {
        client.callTool(ClientCalls.toolCall(arguments));
        yield arguments;
      }
      case "prompt" -> client.getPrompt(ClientCalls.prompt(arguments));
      case "resource" -> client.readResource(new ReadResourceRequest((String) arguments.get(0)));
      case "complete" -> Sdk.call(client, "completeCompletion", ClientCalls.completion(arguments));
      case "ping" -> client.ping();
      case "setlevel" ->
          done(() -> client.setLoggingLevel(LoggingLevel.valueOf((String) arguments.get(0))));
      case "subscribe" ->
          done(() -> client.subscribeResource(new SubscribeRequest((String) arguments.get(0))));
      case "unsubscribe" ->
          done(() -> client.unsubscribeResource(new UnsubscribeRequest((String) arguments.get(0))));
      case "notifyroots" -> done(client::rootsListChangedNotification);
      case "close" -> client.closeGracefully();
      default -> throw new IllegalArgumentException(command);
    };
  }

  private static String done(Runnable action) {
    action.run();
    return "done";
  }
}
