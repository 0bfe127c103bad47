// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tools of a server that is written with the blocking API. */
final class SyncTools {

  private static final Logger logger = LoggerFactory.getLogger(SyncTools.class);

  /** A tool's function. */
  interface Body extends BiFunction<McpSyncServerExchange, CallToolRequest, CallToolResult> {}

  private final AtomicReference<McpSyncServer> server;

  SyncTools(AtomicReference<McpSyncServer> server) {
    this.server = server;
  }

  /** Tools that need nothing of the session, so that a stateless server can have them too. */
  static Map<String, Body> plain() {
    Map<String, Body> tools = new LinkedHashMap<>();
    tools.put("echo", (exchange, call) -> Catalog.text(String.valueOf(call.arguments())));
    tools.put("fail", (exchange, call) -> fail());
    tools.put("code", (exchange, call) -> answerWithCode(call));
    tools.put("refuse", (exchange, call) -> Catalog.refusal("no: balance is 4711"));
    tools.put("slow", (exchange, call) -> slow(call));
    tools.put("hang", (exchange, call) -> hang());
    tools.put("empty", (exchange, call) -> null);
    tools.put("image", (exchange, call) -> Catalog.image());
    tools.put("big", (exchange, call) -> Catalog.big(call));
    tools.put("eat", (exchange, call) -> Catalog.eat(call));
    tools.put("where", (exchange, call) -> where());
    tools.put("callother", (exchange, call) -> callOther(call));
    return tools;
  }

  Map<String, Body> all() {
    Map<String, Body> tools = plain();
    tools.put("session", (exchange, call) -> Catalog.text(Exchange.sessionId(exchange)));
    tools.put("sample", (exchange, call) -> sample(exchange, call));
    tools.put("elicit", (exchange, call) -> elicit(exchange));
    tools.put(
        "roots", (exchange, call) -> Catalog.text(OuterContext.json(exchange.listRoots().roots())));
    tools.put("pingclient", (exchange, call) -> Catalog.text("pong " + Exchange.ping(exchange)));
    tools.put("notify", (exchange, call) -> notifyClient(exchange));
    tools.put("say", SyncTools::say);
    tools.put("touch", (exchange, call) -> touch());
    tools.put("grow", (exchange, call) -> grow(call));
    tools.put("shrink", (exchange, call) -> shrink());
    return tools;
  }

  private static CallToolResult fail() {
    throw new IllegalStateException("password hunter2 was refused");
  }

  private static CallToolResult answerWithCode(CallToolRequest call) {
    int code = ((Number) call.arguments().get("code")).intValue();
    String message = (String) call.arguments().getOrDefault("message", "answered " + code);
    throw Requests.error(code, message);
  }

  private static CallToolResult slow(CallToolRequest call) {
    logger.info("sleeping");
    try {
      Thread.sleep(((Number) call.arguments().get("ms")).longValue());
      return Catalog.text("slept");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static CallToolResult hang() {
    logger.info("hanging");
    try {
      new CountDownLatch(1).await();
      return Catalog.text("never");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static CallToolResult where() {
    logger.info("inside where");
    return Catalog.text(OuterContext.json(OuterContext.seen()));
  }

  private static CallToolResult callOther(CallToolRequest call) {
    String url = (String) call.arguments().get("url");
    try (McpSyncClient client =
        McpClient.sync(Transports.client("streamable", List.of(url)))
            .clientInfo(Requests.clientInfo("middle"))
            .build()) {
      client.initialize();
      return client.callTool(new CallToolRequest("echo", Map.of()));
    }
  }

  private static CallToolResult sample(McpSyncServerExchange exchange, CallToolRequest call) {
    return Catalog.text(
        OuterContext.json(exchange.createMessage(Requests.sampling(call)).content()));
  }

  private static CallToolResult elicit(McpSyncServerExchange exchange) {
    return Catalog.text(Exchange.content(Exchange.elicit(exchange)));
  }

  private static CallToolResult notifyClient(McpSyncServerExchange exchange) {
    Exchange.log(exchange);
    if (Exchange.tellsProgress(exchange)) {
      Exchange.progress(exchange);
    }
    return Catalog.text("notified");
  }

  /** Says a text in the way that is asked for. */
  private static CallToolResult say(McpSyncServerExchange exchange, CallToolRequest call) {
    byte[] base64 = ((String) call.arguments().get("base64")).getBytes(StandardCharsets.US_ASCII);
    String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    switch ((String) call.arguments().get("as")) {
      case "exception" -> throw new IllegalStateException(text);
      case "cause" -> throw new IllegalStateException("it failed", new IOException(text));
      case "log" -> Sdk.call(exchange, "loggingNotification", Requests.logging(text));
      case "question" -> exchange.createMessage(Requests.sampling(text, Map.of()));
      case "refusal" -> {
        return Catalog.refusal(text);
      }
      default -> {
        return Catalog.text(text);
      }
    }
    return Catalog.text("said");
  }

  private CallToolResult touch() {
    Sdk.call(server.get(), "notifyResourcesUpdated", Requests.manualUpdated());
    return Catalog.text("touched");
  }

  private CallToolResult grow(CallToolRequest asked) {
    Body body = (exchange, call) -> Catalog.text("grown");
    Tool tool = Catalog.tool("grown", asked.arguments());
    server.get().addTool((SyncToolSpecification) Features.tool("Sync", tool, body));
    return Catalog.text("added");
  }

  private CallToolResult shrink() {
    server.get().removeTool("grown");
    return Catalog.text("removed");
  }
}
