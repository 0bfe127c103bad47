// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The tools of a server that is written with the reactive API. */
final class AsyncTools {

  private static final Logger logger = LoggerFactory.getLogger(AsyncTools.class);

  /** A tool's function. */
  interface Body
      extends BiFunction<McpAsyncServerExchange, CallToolRequest, Mono<CallToolResult>> {}

  private final AtomicReference<McpAsyncServer> server;

  AsyncTools(AtomicReference<McpAsyncServer> server) {
    this.server = server;
  }

  /** Tools that need nothing of the session, so that a stateless server can have them too. */
  static Map<String, Body> plain() {
    Map<String, Body> tools = new LinkedHashMap<>();
    tools.put(
        "echo", (exchange, call) -> Mono.just(Catalog.text(String.valueOf(call.arguments()))));
    tools.put(
        "fail",
        (exchange, call) -> Mono.error(new IllegalStateException("password hunter2 was refused")));
    tools.put(
        "throw",
        (exchange, call) -> {
          throw new IllegalStateException("thrown before any Mono");
        });
    tools.put("code", (exchange, call) -> answerWithCode(call));
    tools.put("refuse", (exchange, call) -> Mono.just(Catalog.refusal("no: balance is 4711")));
    tools.put("slow", (exchange, call) -> slow(call));
    tools.put(
        "hang",
        (exchange, call) ->
            Mono.<CallToolResult>never().doOnSubscribe(started -> logger.info("hanging")));
    tools.put("empty", (exchange, call) -> Mono.empty());
    tools.put("image", (exchange, call) -> Mono.just(Catalog.image()));
    tools.put("big", (exchange, call) -> Mono.just(Catalog.big(call)));
    tools.put("eat", (exchange, call) -> Mono.fromSupplier(() -> Catalog.eat(call)));
    tools.put(
        "eatlater",
        (exchange, call) -> Mono.delay(Duration.ofMillis(20)).map(tick -> Catalog.eat(call)));
    tools.put("where", (exchange, call) -> Mono.fromSupplier(AsyncTools::where));
    tools.put(
        "hop",
        (exchange, call) -> Mono.delay(Duration.ofMillis(20)).map(tick -> AsyncTools.where()));
    tools.put("callother", (exchange, call) -> callOther(call));
    return tools;
  }

  Map<String, Body> all() {
    Map<String, Body> tools = plain();
    tools.put("session", (exchange, call) -> Mono.just(Catalog.text(Exchange.sessionId(exchange))));
    tools.put(
        "sample",
        (exchange, call) ->
            exchange
                .createMessage(Requests.sampling(call))
                .map(result -> Catalog.text(OuterContext.json(result.content()))));
    tools.put(
        "elicit",
        (exchange, call) ->
            mono(Exchange.elicit(exchange)).map(result -> Catalog.text(Exchange.content(result))));
    tools.put(
        "roots",
        (exchange, call) ->
            exchange.listRoots().map(result -> Catalog.text(OuterContext.json(result.roots()))));
    tools.put(
        "pingclient",
        (exchange, call) ->
            mono(Exchange.ping(exchange)).map(pong -> Catalog.text("pong " + pong)));
    tools.put(
        "notify",
        (exchange, call) ->
            mono(Exchange.log(exchange))
                .then(
                    Exchange.tellsProgress(exchange)
                        ? mono(Exchange.progress(exchange))
                        : Mono.empty())
                .thenReturn(Catalog.text("notified")));
    tools.put(
        "touch",
        (exchange, call) ->
            mono(Sdk.call(server.get(), "notifyResourcesUpdated", Requests.manualUpdated()))
                .thenReturn(Catalog.text("touched")));
    tools.put("grow", (exchange, call) -> grow(call));
    tools.put(
        "shrink",
        (exchange, call) -> server.get().removeTool("grown").thenReturn(Catalog.text("removed")));
    return tools;
  }

  private static Mono<CallToolResult> answerWithCode(CallToolRequest call) {
    int code = ((Number) call.arguments().get("code")).intValue();
    String message = (String) call.arguments().getOrDefault("message", "answered " + code);
    return Mono.error(Requests.error(code, message));
  }

  private static Mono<CallToolResult> slow(CallToolRequest call) {
    logger.info("sleeping");
    return Mono.delay(Duration.ofMillis(((Number) call.arguments().get("ms")).longValue()))
        .map(tick -> Catalog.text("slept"));
  }

  private static CallToolResult where() {
    logger.info("inside where");
    return Catalog.text(OuterContext.json(OuterContext.seen()));
  }

  private static Mono<CallToolResult> callOther(CallToolRequest call) {
    String url = (String) call.arguments().get("url");
    McpAsyncClient client =
        McpClient.async(Transports.client("streamable", List.of(url)))
            .clientInfo(Requests.clientInfo("middle"))
            .build();
    return client
        .initialize()
        .then(client.callTool(new CallToolRequest("echo", Map.of())))
        .flatMap(result -> client.closeGracefully().thenReturn(result));
  }

  private Mono<CallToolResult> grow(CallToolRequest asked) {
    Tool tool = Catalog.tool("grown", asked.arguments());
    Body body = (exchange, call) -> Mono.just(Catalog.text("grown"));
    return server
        .get()
        .addTool((AsyncToolSpecification) Features.tool("Async", tool, body))
        .thenReturn(Catalog.text("added"));
  }

  private static Mono<?> mono(Object result) {
    return (Mono<?>) result;
  }
}
