// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app.newest;

import io.mcpotel.it.app.ClientMain;
import io.mcpotel.it.app.Requests;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Does with a server, whose URL is the argument, what the conformance suite expects of a client in
 * the scenario that it names in the environment. It prints a line {@code SENT json} for each
 * JSON-RPC message that it sends.
 */
public final class ConformanceClient {

  // In sse-retry no answer comes: SDK 2.1.0 does not ask for what a closed stream still owes it.
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private ConformanceClient() {}

  public static void main(String[] args) {
    McpSyncClient client =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder(args[0])
                    .httpRequestCustomizer(
                        (request, method, uri, body, context) -> {
                          if (body != null) {
                            ClientMain.print("SENT " + body);
                          }
                        })
                    .build())
            .clientInfo(Requests.clientInfo("conformance-client"))
            .capabilities(ClientCapabilities.builder().elicitation().build())
            .elicitation(ConformanceClient::acceptDefaults)
            .requestTimeout(TIMEOUT)
            .build();
    client.initialize();
    String scenario = System.getenv("MCP_CONFORMANCE_SCENARIO");
    switch (scenario) {
      case "initialize" -> {}
      case "tools_call" -> call(client, "add_numbers", Map.of("a", 5, "b", 3));
      case "elicitation-sep1034-client-defaults" ->
          call(client, "test_client_elicitation_defaults", Map.of());
      case "sse-retry" -> call(client, "test_reconnection", Map.of());
      case "json-schema-2020-12-preservation" -> echoSchema(client);
      default -> throw new IllegalArgumentException(scenario);
    }
    client.closeGracefully();
    // The HTTP client's threads would keep the JVM for a while.
    System.exit(0);
  }

  private static void call(McpSyncClient client, String tool, Map<String, Object> arguments) {
    client.listTools();
    client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
  }

  private static void echoSchema(McpSyncClient client) {
    Tool rich =
        client.listTools().tools().stream()
            .filter(tool -> tool.name().equals("json_schema_2020_12_tool"))
            .findFirst()
            .orElseThrow();
    client.callTool(
        CallToolRequest.builder("json_schema_echo")
            .arguments(Map.of("schema", rich.inputSchema()))
            .build());
  }

  private static ElicitResult acceptDefaults(ElicitFormRequest request) {
    Map<String, Object> content = new LinkedHashMap<>();
    map(request.requestedSchema().get("properties"))
        .forEach((name, property) -> content.put(name, map(property).get("default")));
    return ElicitResult.builder(ElicitResult.Action.ACCEPT).content(content).build();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
