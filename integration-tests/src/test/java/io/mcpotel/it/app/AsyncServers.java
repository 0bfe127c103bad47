// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer.AsyncSpecification;
import io.modelcontextprotocol.server.McpServer.StatelessAsyncSpecification;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;

/** Builds servers with the reactive API. */
final class AsyncServers {

  private AsyncServers() {}

  static McpAsyncServer build(AsyncSpecification<?> spec) {
    AtomicReference<McpAsyncServer> server = new AtomicReference<>();
    spec.serverInfo(Catalog.NAME, Catalog.VERSION).capabilities(Catalog.CAPABILITIES);
    new AsyncTools(server).all().forEach((name, body) -> spec.toolCall(Catalog.tool(name), body));
    server.set(
        spec.prompts(
                new McpServerFeatures.AsyncPromptSpecification(
                    Catalog.GREETING,
                    (exchange, request) -> Mono.fromCallable(() -> Catalog.prompt(request))),
                new McpServerFeatures.AsyncPromptSpecification(
                    Catalog.BROKEN_PROMPT,
                    (exchange, request) -> Mono.fromCallable(() -> Catalog.prompt(request))))
            .resources(
                new McpServerFeatures.AsyncResourceSpecification(
                    Catalog.MANUAL,
                    (exchange, request) -> Mono.fromCallable(() -> Catalog.resource(request))))
            .resourceTemplates(
                new McpServerFeatures.AsyncResourceTemplateSpecification(
                    Catalog.CHAPTER,
                    (exchange, request) -> Mono.fromCallable(() -> Catalog.resource(request))))
            .completions(
                new McpServerFeatures.AsyncCompletionSpecification(
                    Catalog.COMPLETED,
                    (exchange, request) -> Mono.fromCallable(() -> Catalog.completion(request))))
            .build());
    return server.get();
  }

  static void build(StatelessAsyncSpecification spec) {
    spec.serverInfo(Catalog.NAME, Catalog.VERSION).capabilities(Catalog.CAPABILITIES);
    AsyncTools.plain()
        .forEach(
            (name, body) ->
                spec.toolCall(Catalog.tool(name), (context, call) -> body.apply(null, call)));
    spec.prompts(
            new McpStatelessServerFeatures.AsyncPromptSpecification(
                Catalog.GREETING,
                (context, request) -> Mono.fromCallable(() -> Catalog.prompt(request))),
            new McpStatelessServerFeatures.AsyncPromptSpecification(
                Catalog.BROKEN_PROMPT,
                (context, request) -> Mono.fromCallable(() -> Catalog.prompt(request))))
        .resources(
            new McpStatelessServerFeatures.AsyncResourceSpecification(
                Catalog.MANUAL,
                (context, request) -> Mono.fromCallable(() -> Catalog.resource(request))))
        .resourceTemplates(
            new McpStatelessServerFeatures.AsyncResourceTemplateSpecification(
                Catalog.CHAPTER,
                (context, request) -> Mono.fromCallable(() -> Catalog.resource(request))))
        .completions(
            new McpStatelessServerFeatures.AsyncCompletionSpecification(
                Catalog.COMPLETED,
                (context, request) -> Mono.fromCallable(() -> Catalog.completion(request))))
        .build();
  }
}
