// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app.newest;

import static io.mcpotel.it.app.newest.Marked.of;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest.CompleteArgument;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Root;
import java.io.IOException;
import java.util.Map;

/**
 * Says marks to the server whose URL is the argument, and hears its marks; then it pings, and ends
 * when a line comes in.
 */
public final class MarkedClient {

  private final McpSyncClient client;

  private MarkedClient(McpSyncClient client) {
    this.client = client;
  }

  public static void main(String[] args) throws IOException {
    McpSyncClient client =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder(args[0])
                    .openConnectionOnStartup(false)
                    .build())
            .clientInfo(of(Marked.clientInfo(), Implementation.class))
            .capabilities(of(Marked.clientCapabilities(), ClientCapabilities.class))
            .roots(of(Marked.root(), Root.class))
            .sampling(MarkedClient::sample)
            .elicitation(request -> of(Marked.elicited(), ElicitResult.class))
            .loggingConsumer(message -> {})
            .progressConsumer(progress -> {})
            .build();
    client.initialize();
    new MarkedClient(client).speak();
    System.in.read();
    client.closeGracefully();
    // The HTTP client's threads would keep the JVM for a while.
    System.exit(0);
  }

  private static CreateMessageResult sample(CreateMessageRequest request) {
    if (request.maxTokens() == Marked.ERROR_WANTED) {
      throw new IllegalStateException(Place.CLIENT_ERROR_MESSAGE.mark());
    }
    return of(Marked.sampled(), CreateMessageResult.class);
  }

  private void speak() {
    attempt(client::listTools);
    attempt(client::listPrompts);
    attempt(client::listResources);
    attempt(client::listResourceTemplates);
    attempt(() -> client.listTools(Place.CURSOR.mark()));
    call(Place.TOOL.mark(), Marked.arguments());
    call(Place.TOOL_UNKNOWN.mark(), Map.of());
    call(Marked.FAILING, Map.of());
    call(Marked.CODE, Map.of());
    call(Marked.REFUSING, Map.of());
    call(Marked.TALKING, Map.of());
    call(Marked.STRICT, Marked.invalidArguments());
    prompt(Place.PROMPT.mark());
    prompt(Place.PROMPT_UNKNOWN.mark());
    prompt(Marked.FAILING_PROMPT);
    read(Marked.URI);
    read(Marked.UNKNOWN_URI);
    read(Marked.TEMPLATE + Place.TEMPLATE_VARIABLE.mark());
    complete(Place.PROMPT, Place.COMPLETION_ARGUMENT);
    complete(Place.COMPLETION_REFERENCE, Place.COMPLETION_ARGUMENT);
    client.ping();
  }

  private void call(String tool, Map<String, Object> arguments) {
    attempt(
        () ->
            client.callTool(
                CallToolRequest.builder(tool)
                    .arguments(arguments)
                    .meta(Map.of(Place.META_KEY.mark(), Place.META_VALUE.mark()))
                    .build()));
  }

  private void prompt(String name) {
    attempt(() -> client.getPrompt(new GetPromptRequest(name, Marked.promptArguments())));
  }

  private void read(String uri) {
    attempt(() -> client.readResource(new ReadResourceRequest(uri)));
  }

  private void complete(Place prompt, Place argument) {
    attempt(
        () ->
            client.completeCompletion(
                new CompleteRequest(
                    PromptReference.builder(prompt.mark()).build(),
                    new CompleteArgument(argument.mark(), Place.COMPLETION_VALUE.mark()))));
  }

  private static void attempt(Runnable call) {
    try {
      call.run();
    } catch (McpError e) {
      // Some are refused.
    }
  }
}
