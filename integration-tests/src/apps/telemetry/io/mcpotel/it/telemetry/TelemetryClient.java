// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.telemetry;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.Map;

/**
 * A client that traces its tool calls by itself, as agent frameworks do: by their attributes, by
 * their name, or as the execution of another tool. Its arguments are the server's URL and what
 * {@link Telemetry#make} is told.
 */
public final class TelemetryClient {

  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("gen_ai.operation.name");
  private static final AttributeKey<String> TOOL = AttributeKey.stringKey("gen_ai.tool.name");

  private TelemetryClient() {}

  public static void main(String[] args) throws Exception {
    Telemetry.make(args[1]);
    McpSyncClient client =
        McpClient.sync(HttpClientStreamableHttpTransport.builder(args[0]).build()).build();
    client.initialize();
    call(client, "by attributes", of("current"), "current");
    call(client, "execute_tool work", Attributes.empty(), "work");
    call(client, "of another", of("other"), "current");
    call(client, "of a failure", of("missing"), "missing");
    System.out.println("DONE");
    System.in.read();
    System.exit(0);
  }

  private static Attributes of(String tool) {
    return Attributes.of(OPERATION, "execute_tool", TOOL, tool);
  }

  private static void call(McpSyncClient client, String name, Attributes attributes, String tool) {
    Span span =
        Telemetry.get()
            .getTracer("the-application")
            .spanBuilder(name)
            .setAllAttributes(attributes)
            .startSpan();
    try (Scope scope = span.makeCurrent()) {
      client.callTool(new CallToolRequest(tool, Map.of()));
    } catch (RuntimeException e) {
      span.setStatus(StatusCode.ERROR, "it failed");
    } finally {
      span.end();
    }
  }
}
