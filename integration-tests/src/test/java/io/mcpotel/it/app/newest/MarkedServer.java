// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app.newest;

import static io.mcpotel.it.app.newest.Marked.of;
import static io.mcpotel.it.app.newest.Marked.text;

import io.mcpotel.it.app.Catalog;
import io.mcpotel.it.app.ServerMain;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A server over streamable HTTP that says a mark wherever it can say anything. It prints {@code
 * PORT n} and stops when a line {@code stop} comes in.
 */
public final class MarkedServer {

  private static final int CODE = -32050;

  private MarkedServer() {}

  public static void main(String[] args) throws Exception {
    var provider = HttpServletStreamableServerTransportProvider.builder().build();
    SyncSpecification<?> spec =
        McpServer.sync(provider)
            .serverInfo(of(info(), Implementation.class))
            .instructions(Place.SERVER_INSTRUCTIONS.mark())
            .capabilities(of(capabilities(), ServerCapabilities.class))
            .immediateExecution(true);
    addTools(spec);
    addPrompts(spec);
    addResources(spec);
    ServerMain.listen(provider, spec.build()::closeGracefully);
  }

  private static Map<String, Object> info() {
    return Map.of(
        "name", Place.SERVER_NAME.mark(),
        "title", Place.SERVER_TITLE.mark(),
        "version", Place.SERVER_VERSION.mark());
  }

  private static Map<String, Object> capabilities() {
    return Map.of(
        "experimental",
        Map.of(Place.SERVER_CAPABILITY.mark(), Map.of("x", Place.SERVER_CAPABILITY_CONTENT.mark())),
        "tools",
        Map.of(),
        "prompts",
        Map.of(),
        "resources",
        Map.of(),
        "completions",
        Map.of(),
        "logging",
        Map.of());
  }

  private static void addTools(SyncSpecification<?> spec) {
    spec.toolCall(markedTool(), (exchange, call) -> result());
    spec.toolCall(Catalog.tool(Marked.FAILING), (exchange, call) -> MarkedFunction.markedMethod());
    spec.toolCall(
        Catalog.tool(Marked.CODE),
        (exchange, call) -> {
          throw McpError.builder(CODE)
              .message(Place.ERROR_MESSAGE.mark())
              .data(Map.of("x", Place.ERROR_DATA.mark()))
              .build();
        });
    spec.toolCall(
        Catalog.tool(Marked.REFUSING),
        (exchange, call) -> Catalog.refusal(Place.RESULT_ERROR.mark()));
    spec.toolCall(Catalog.tool(Marked.TALKING), (exchange, call) -> talk(exchange));
    spec.toolCall(strictTool(), (exchange, call) -> Catalog.text("taken"));
    spec.toolCall(Catalog.tool(Marked.LAST), (exchange, call) -> Catalog.text("done"));
  }

  private static Tool markedTool() {
    Map<String, Object> tool = new HashMap<>();
    tool.put("name", Place.TOOL.mark());
    tool.put("title", Place.TOOL_TITLE.mark());
    tool.put("description", Place.TOOL_DESCRIPTION.mark());
    tool.put(
        "inputSchema",
        Map.of(
            "type",
            "object",
            "description",
            Place.TOOL_SCHEMA_TEXT.mark(),
            "properties",
            Map.of(Place.TOOL_SCHEMA_NAME.mark(), Map.of("type", "string"))));
    tool.put("annotations", Map.of("title", Place.TOOL_ANNOTATION_TITLE.mark()));
    tool.put("_meta", Map.of("x", Place.TOOL_META.mark()));
    return of(tool, Tool.class);
  }

  private static Tool strictTool() {
    Map<String, Object> schema =
        Map.of("type", "object", "properties", Map.of("number", Map.of("enum", List.of("one"))));
    return of(Map.of("name", Marked.STRICT, "inputSchema", schema), Tool.class);
  }

  private static CallToolResult result() {
    Object image =
        Map.of("type", "image", "mimeType", "image/png", "data", Place.RESULT_IMAGE.mark());
    return of(
        Map.of(
            "content", List.of(text(Place.RESULT_TEXT), image),
            "structuredContent", Map.of("x", Place.RESULT_STRUCTURED.mark()),
            "_meta", Map.of("x", Place.RESULT_META.mark())),
        CallToolResult.class);
  }

  /** Says and asks all that a function can. */
  private static CallToolResult talk(McpSyncServerExchange exchange) {
    exchange.loggingNotification(
        of(
            Map.of(
                "level", "error",
                "logger", Place.LOG_LOGGER.mark(),
                "data", Place.LOG_DATA.mark()),
            LoggingMessageNotification.class));
    exchange.progressNotification(
        of(
            Map.of(
                "progressToken", Place.PROGRESS_TOKEN.mark(),
                "progress", 0.5,
                "message", Place.PROGRESS_MESSAGE.mark()),
            ProgressNotification.class));
    exchange.createMessage(question(Marked.ERROR_WANTED + 1));
    try {
      exchange.createMessage(question(Marked.ERROR_WANTED));
    } catch (McpError e) {
      // As asked.
    }
    exchange.createElicitation(
        of(
            Map.of(
                "message",
                Place.ELICITATION_MESSAGE.mark(),
                "requestedSchema",
                Map.of("type", "object", "properties", Map.of("name", Map.of("type", "string")))),
            ElicitFormRequest.class));
    exchange.listRoots();
    return Catalog.text("talked");
  }

  private static CreateMessageRequest question(int maxTokens) {
    return of(
        Map.of(
            "messages",
            List.of(Map.of("role", "user", "content", text(Place.SAMPLING_PROMPT))),
            "systemPrompt",
            Place.SAMPLING_SYSTEM_PROMPT.mark(),
            "maxTokens",
            maxTokens),
        CreateMessageRequest.class);
  }

  private static void addPrompts(SyncSpecification<?> spec) {
    Map<String, Object> argument =
        Map.of(
            "name", Place.PROMPT_ARGUMENT_NAME.mark(),
            "description", Place.PROMPT_ARGUMENT_TEXT.mark());
    Map<String, Object> prompt =
        Map.of(
            "name", Place.PROMPT.mark(),
            "title", Place.PROMPT_TITLE.mark(),
            "description", Place.PROMPT_DESCRIPTION.mark(),
            "arguments", List.of(argument, Map.of("name", Place.COMPLETION_ARGUMENT.mark())));
    Object message = Map.of("role", "user", "content", text(Place.PROMPT_MESSAGE));
    spec.prompts(
        new SyncPromptSpecification(
            of(prompt, Prompt.class),
            (exchange, request) -> of(Map.of("messages", List.of(message)), GetPromptResult.class)),
        new SyncPromptSpecification(
            of(Map.of("name", Marked.FAILING_PROMPT), Prompt.class),
            (exchange, request) -> {
              throw new IllegalStateException(Place.PROMPT_EXCEPTION.mark());
            }));
    spec.completions(
        new SyncCompletionSpecification(
            PromptReference.builder(Place.PROMPT.mark()).build(),
            (exchange, request) ->
                of(
                    Map.of("completion", Map.of("values", List.of(Place.COMPLETION_ANSWER.mark()))),
                    CompleteResult.class)));
  }

  private static void addResources(SyncSpecification<?> spec) {
    Map<String, Object> resource =
        Map.of(
            "uri", Marked.URI,
            "name", Place.RESOURCE_NAME.mark(),
            "title", Place.RESOURCE_TITLE.mark(),
            "description", Place.RESOURCE_DESCRIPTION.mark(),
            "mimeType", Place.RESOURCE_MIME_TYPE.mark());
    Map<String, Object> template =
        Map.of(
            "uriTemplate", Marked.TEMPLATE + "{id}",
            "name", Place.TEMPLATE_NAME.mark(),
            "description", Place.TEMPLATE_DESCRIPTION.mark());
    spec.resources(
        new SyncResourceSpecification(
            of(resource, Resource.class), (exchange, request) -> contents(request.uri())));
    spec.resourceTemplates(
        new SyncResourceTemplateSpecification(
            of(template, ResourceTemplate.class), (exchange, request) -> contents(request.uri())));
  }

  private static ReadResourceResult contents(String uri) {
    Object contents = Map.of("uri", uri, "text", Place.RESOURCE_TEXT.mark());
    return of(Map.of("contents", List.of(contents)), ReadResourceResult.class);
  }
}
