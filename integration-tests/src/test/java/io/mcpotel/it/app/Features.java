// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Gives a server what it offers, by the names that its release of the SDK has for that. */
final class Features {

  private static final String STATEFUL = "server.McpServerFeatures$";
  private static final String STATELESS = "server.McpStatelessServerFeatures$";

  private final Object spec;
  private final boolean stateless;
  private final String types;
  private final Function<Callable<?>, Object> calling;

  /**
   * Begins with an empty server.
   *
   * @param spec the SDK's builder
   * @param api {@code Sync} or {@code Async}
   * @param calling what a function of that API makes of a body
   */
  Features(Object spec, String api, Function<Callable<?>, Object> calling) {
    this.spec = spec;
    this.calling = calling;
    stateless = spec.getClass().getSimpleName().startsWith("Stateless");
    types = (stateless ? STATELESS : STATEFUL) + api;
  }

  /** Adds tools and everything else, and builds the server. */
  Object build(Map<String, ? extends BiFunction<?, CallToolRequest, ?>> tools) {
    Sdk.call(spec, "serverInfo", Catalog.NAME, Catalog.VERSION);
    Sdk.call(spec, "capabilities", Catalog.CAPABILITIES);
    tools.forEach(this::tool);
    Sdk.call(
        spec,
        "prompts",
        List.of(
            feature("PromptSpecification", Catalog.GREETING, this::prompt),
            feature("PromptSpecification", Catalog.BROKEN_PROMPT, this::prompt)));
    Sdk.call(
        spec,
        "resources",
        List.of(feature("ResourceSpecification", Catalog.MANUAL, this::resource)));
    Sdk.call(spec, "resourceTemplates", List.of(template()));
    if (Sdk.has(spec, "completions")) {
      Object reference = SdkJson.of(Catalog.COMPLETED, Sdk.type("spec.McpSchema$PromptReference"));
      Sdk.call(
          spec,
          "completions",
          List.of(feature("CompletionSpecification", reference, this::completion)));
    }
    return Sdk.call(spec, "build");
  }

  @SuppressWarnings("unchecked")
  private void tool(String name, BiFunction<?, CallToolRequest, ?> body) {
    BiFunction<Object, CallToolRequest, Object> function =
        (BiFunction<Object, CallToolRequest, Object>) body;
    if (stateless) {
      BiFunction<Object, CallToolRequest, Object> withoutExchange =
          (context, call) -> function.apply(null, call);
      Sdk.call(spec, "toolCall", Catalog.tool(name), withoutExchange);
    } else if (Sdk.has(spec, "toolCall")) {
      Sdk.call(spec, "toolCall", Catalog.tool(name), function);
    } else {
      Sdk.call(spec, "tool", Catalog.tool(name), ofArguments(name, function));
    }
  }

  /** A tool by itself, to be added to a server that runs. */
  static Object tool(String api, Tool tool, BiFunction<?, CallToolRequest, ?> body) {
    String type = STATEFUL + api + "ToolSpecification";
    if (!Sdk.has(type + "$Builder")) {
      return Sdk.make(type, tool, ofArguments(tool.name(), body));
    }
    Object builder = Sdk.callStatic(type, "builder");
    Sdk.call(builder, "tool", tool);
    Sdk.call(builder, "callHandler", body);
    return Sdk.call(builder, "build");
  }

  /** The same tool for a release whose tools are given their arguments only. */
  @SuppressWarnings("unchecked")
  private static BiFunction<Object, Map<String, Object>, Object> ofArguments(
      String name, BiFunction<?, CallToolRequest, ?> body) {
    BiFunction<Object, CallToolRequest, Object> function =
        (BiFunction<Object, CallToolRequest, Object>) body;
    return (exchange, arguments) ->
        function.apply(
            exchange,
            Sdk.record(CallToolRequest.class, Map.of("name", name, "arguments", arguments)));
  }

  /** Before 0.14 a template had no function of its own. */
  private Object template() {
    return Sdk.has(STATEFUL + "SyncResourceTemplateSpecification")
        ? feature("ResourceTemplateSpecification", Catalog.CHAPTER, this::resource)
        : Catalog.CHAPTER;
  }

  private Object feature(String type, Object described, BiFunction<Object, Object, Object> body) {
    return Sdk.make(types + type, described, body);
  }

  private Object prompt(Object exchange, Object request) {
    return calling.apply(() -> Catalog.prompt((GetPromptRequest) request));
  }

  private Object resource(Object exchange, Object request) {
    return calling.apply(() -> Catalog.resource((ReadResourceRequest) request));
  }

  private Object completion(Object exchange, Object request) {
    return calling.apply(() -> Catalog.completion((CompleteRequest) request));
  }
}
