// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.server.McpServer.StatelessSyncSpecification;
import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.server.McpSyncServer;
import java.util.concurrent.atomic.AtomicReference;

/** Builds servers with the blocking API. */
final class SyncServers {

  private SyncServers() {}

  static McpSyncServer build(SyncSpecification<?> spec) {
    AtomicReference<McpSyncServer> server = new AtomicReference<>();
    spec.serverInfo(Catalog.NAME, Catalog.VERSION).capabilities(Catalog.CAPABILITIES);
    new SyncTools(server).all().forEach((name, body) -> spec.toolCall(Catalog.tool(name), body));
    server.set(
        spec.prompts(
                new McpServerFeatures.SyncPromptSpecification(
                    Catalog.GREETING, (exchange, request) -> Catalog.prompt(request)),
                new McpServerFeatures.SyncPromptSpecification(
                    Catalog.BROKEN_PROMPT, (exchange, request) -> Catalog.prompt(request)))
            .resources(
                new McpServerFeatures.SyncResourceSpecification(
                    Catalog.MANUAL, (exchange, request) -> Catalog.resource(request)))
            .resourceTemplates(
                new McpServerFeatures.SyncResourceTemplateSpecification(
                    Catalog.CHAPTER, (exchange, request) -> Catalog.resource(request)))
            .completions(
                new McpServerFeatures.SyncCompletionSpecification(
                    Catalog.COMPLETED, (exchange, request) -> Catalog.completion(request)))
            .build());
    return server.get();
  }

  static void build(StatelessSyncSpecification spec) {
    spec.serverInfo(Catalog.NAME, Catalog.VERSION).capabilities(Catalog.CAPABILITIES);
    SyncTools.plain()
        .forEach(
            (name, body) ->
                spec.toolCall(Catalog.tool(name), (context, call) -> body.apply(null, call)));
    spec.prompts(
            new McpStatelessServerFeatures.SyncPromptSpecification(
                Catalog.GREETING, (context, request) -> Catalog.prompt(request)),
            new McpStatelessServerFeatures.SyncPromptSpecification(
                Catalog.BROKEN_PROMPT, (context, request) -> Catalog.prompt(request)))
        .resources(
            new McpStatelessServerFeatures.SyncResourceSpecification(
                Catalog.MANUAL, (context, request) -> Catalog.resource(request)))
        .resourceTemplates(
            new McpStatelessServerFeatures.SyncResourceTemplateSpecification(
                Catalog.CHAPTER, (context, request) -> Catalog.resource(request)))
        .completions(
            new McpStatelessServerFeatures.SyncCompletionSpecification(
                Catalog.COMPLETED, (context, request) -> Catalog.completion(request)))
        .build();
  }
}
