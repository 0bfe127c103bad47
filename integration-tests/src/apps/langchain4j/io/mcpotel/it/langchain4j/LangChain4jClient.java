// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpPrompt;
import dev.langchain4j.mcp.client.McpResource;
import dev.langchain4j.mcp.client.McpRoot;
import dev.langchain4j.mcp.client.transport.McpTransport;
import dev.langchain4j.mcp.client.transport.http.HttpMcpTransport;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import dev.langchain4j.mcp.client.transport.stdio.StdioMcpTransport;
import dev.langchain4j.mcp.client.transport.websocket.WebSocketMcpTransport;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** LangChain4j's client asks a server for all that it can, and says what came of it. */
public final class LangChain4jClient {

  private LangChain4jClient() {}

  public static void main(String[] args) throws Exception {
    String transport = args[0];
    List<String> server = List.of(args).subList(2, args.length);
    DefaultMcpClient client =
        new DefaultMcpClient.Builder()
            .transport(transport(transport, server))
            .clientName("lc-client")
            .clientVersion("4.5.6")
            .toolExecutionTimeout(Duration.ofMillis(Long.parseLong(args[1])))
            .autoHealthCheck(false)
            .build();
    System.out.println("ready");
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
    for (String line = commands.readLine();
        line != null && !line.equals("exit");
        line = commands.readLine()) {
      String command = line;
      say(() -> run(client, command));
    }
    client.close();
    System.out.println("closed");
    // Its executor has threads that are no daemons.
    System.exit(0);
  }

  private static void say(Callable<Object> what) {
    String said;
    try {
      said = String.valueOf(what.call());
    } catch (Exception e) {
      said = "! " + e;
    }
    System.out.println(said.replace('\n', ' '));
  }

  private static Object run(DefaultMcpClient client, String command) {
    String[] words = command.split(" ", 3);
    return switch (words[0]) {
      case "tools" -> {
        client.evictToolListCache();
        yield client.listTools().stream().map(ToolSpecification::name).sorted().toList();
      }
      case "call" ->
          client
              .executeTool(
                  ToolExecutionRequest.builder()
                      .name(words[1])
                      .arguments(words.length > 2 ? words[2] : "{}")
                      .build())
              .resultText();
      case "prompts" -> client.listPrompts().stream().map(McpPrompt::name).toList();
      case "prompt" -> client.getPrompt(words[1], Map.of("name", "Ann")).messages().size();
      case "resources" -> client.listResources().stream().map(McpResource::uri).toList();
      case "templates" -> client.listResourceTemplates().size();
      case "resource" -> client.readResource(words[1]).contents().size();
      case "subscribe" -> {
        client.subscribeToResource(words[1]);
        client.unsubscribeFromResource(words[1]);
        yield "done";
      }
      case "ping" -> {
        client.checkHealth();
        yield "pong";
      }
      case "setroots" -> {
        client.setRoots(List.of(new McpRoot("work", "file:///work")));
        yield "set";
      }
      default -> throw new IllegalArgumentException(command);
    };
  }

  private static McpTransport transport(String transport, List<String> server) {
    return switch (transport) {
      case "stdio" -> StdioMcpTransport.builder().command(server).build();
      case "streamable" -> StreamableHttpMcpTransport.builder().url(server.get(0)).build();
      case "sse" -> HttpMcpTransport.builder().sseUrl(server.get(0)).build();
      case "websocket" -> WebSocketMcpTransport.builder().url(server.get(0)).build();
      default -> throw new IllegalArgumentException(transport);
    };
  }
}
