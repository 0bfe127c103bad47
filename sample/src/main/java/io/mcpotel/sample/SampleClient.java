// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample;

import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest.CompleteArgument;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.Root;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Makes a call of every kind to a {@link SampleServer}.
 *
 * <p>{@code SampleClient URL} does so once and says what came of each; {@code SampleClient forever
 * URL...} in one session after the other, with the servers in turn, until it is ended.
 */
public final class SampleClient {

  /** The argument that makes it go on. */
  static final String FOREVER = "forever";

  private static final String NAME = "weather-client";
  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final Duration BETWEEN_SESSIONS = Duration.ofSeconds(2);
  private static final List<String> CITIES =
      List.of(
          "Accra", "Bergen", "Cairo", "Dakar", "Essen", "Fes", "Genoa", "Hanoi", "Izmir", "Jena",
          "Kyoto", "Lima", "Malmo", "Nice", "Oslo", "Paris", "Quito", "Rome", "Sofia", "Zagreb");

  private final McpAsyncClient client;
  private final boolean talkative;

  private SampleClient(McpAsyncClient client, boolean talkative) {
    this.client = client;
    this.talkative = talkative;
  }

  public static void main(String[] args) throws InterruptedException {
    if (args.length == 0) {
      System.err.println("usage: SampleClient URL (for example http://127.0.0.1:8080)");
      System.exit(2);
    }
    SampleLogging.quieten();
    if (!args[0].equals(FOREVER)) {
      callEverything(NAME, args[0], true);
      return;
    }
    String name = System.getProperty("otel.service.name", NAME);
    for (int i = 0; true; i++) {
      try {
        callEverything(name, args[1 + i % (args.length - 1)], false);
      } catch (RuntimeException e) {
        // A server that has gone may come back; the console shows it meanwhile.
      }
      Thread.sleep(BETWEEN_SESSIONS.toMillis());
    }
  }

  private static void callEverything(String name, String url, boolean talkative)
      throws InterruptedException {
    McpAsyncClient client =
        McpClient.async(HttpClientStreamableHttpTransport.builder(url).build())
            .clientInfo(Implementation.builder(name, "1.0.0").build())
            .capabilities(ClientCapabilities.builder().roots(true).sampling().build())
            .roots(Root.builder("file:///home/forecaster").build())
            .sampling(SampleClient::model)
            .build();
    try {
      new SampleClient(client, talkative).callEverything();
    } finally {
      client.closeGracefully().block();
    }
  }

  private void callEverything() throws InterruptedException {
    client.initialize().block();
    say("list tools", client.listTools().block().tools().size() + " tools");
    for (String city : CITIES) {
      client.callTool(call("weather", Map.of("city", city))).block();
    }
    say("weather, " + CITIES.size() + " cities", "all answered");
    callTool("rejecting");
    callTool("broken");
    callTool("no_such_tool");
    cancelSlow();
    callTool("slow");
    callTool("summarize");
    client.rootsListChangedNotification().block();
    say("notification: roots changed", "sent");
    client
        .getPrompt(
            GetPromptRequest.builder(SampleTexts.PROMPT).arguments(Map.of("city", "Oslo")).build())
        .block();
    say("get prompt", "answered");
    client.readResource(ReadResourceRequest.builder(SampleTexts.STATIONS).build()).block();
    say("read resource", "answered");
    say("complete \"Os\"", complete("Os").toString());
    client.ping().block();
    say("ping", "answered");
  }

  private void callTool(String tool) {
    try {
      CallToolResult result = client.callTool(call(tool, Map.of())).block();
      String text = ((TextContent) result.content().get(0)).text();
      say(tool, Boolean.TRUE.equals(result.isError()) ? "tool error: " + text : text);
    } catch (McpError e) {
      say(tool, "JSON-RPC error " + e.getJsonRpcError().code() + ": " + e.getMessage());
    }
  }

  private void cancelSlow() throws InterruptedException {
    Disposable running = client.callTool(call("slow", Map.of())).subscribe();
    Thread.sleep(PATIENCE.toMillis());
    running.dispose();
    say("slow", "cancelled after " + PATIENCE.toMillis() + " ms");
  }

  private List<String> complete(String typed) {
    CompleteRequest request =
        CompleteRequest.builder(
                new PromptReference(SampleTexts.PROMPT), new CompleteArgument("city", typed))
            .build();
    return client.completeCompletion(request).block().completion().values();
  }

  private static CallToolRequest call(String tool, Map<String, Object> arguments) {
    return CallToolRequest.builder(tool).arguments(arguments).progressToken("p-" + tool).build();
  }

  /** Stands for the language model that a real client asks. */
  private static Mono<CreateMessageResult> model(CreateMessageRequest request) {
    return Mono.delay(Duration.ofMillis(60))
        .map(tick -> CreateMessageResult.builder(Role.ASSISTANT, "It rains.", "parrot").build());
  }

  private void say(String call, String outcome) {
    if (talkative) {
      System.out.printf("  %-30s %s%n", call, outcome);
    }
  }
}
