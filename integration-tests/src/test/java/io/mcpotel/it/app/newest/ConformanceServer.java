// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app.newest;

import io.mcpotel.it.app.Catalog;
import io.mcpotel.it.app.ServerMain;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.server.transport.DefaultServerTransportSecurityValidator;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Offers what the conformance suite wants to find in a server, over streamable HTTP. It prints
 * {@code PORT n} and a line for each message, and stops when a line {@code stop} comes in.
 */
public final class ConformanceServer {

  private static final String NO_ARGUMENTS = "{\"type\":\"object\",\"properties\":{}}";

  private static final String KEYWORDS =
      """
      {"$schema": "https://json-schema.org/draft/2020-12/schema",
       "type": "object",
       "$defs": {"address": {"$anchor": "addressDef", "type": "object", "properties":
         {"street": {"type": "string"}, "city": {"type": "string"}}}},
       "properties": {
         "name": {"type": "string"},
         "address": {"$ref": "#/$defs/address"},
         "contactMethod": {"type": "string", "enum": ["phone", "email"]},
         "phone": {"type": "string"},
         "email": {"type": "string"}},
       "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
       "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
       "then": {"required": ["phone"]},
       "else": {"required": ["email"]},
       "additionalProperties": false}""";

  private static final String WHO =
      """
      {"type": "object",
       "properties": {"username": {"type": "string"}, "email": {"type": "string"}},
       "required": ["username", "email"]}""";

  private static final String DEFAULTS =
      """
      {"type": "object", "properties": {
        "name": {"type": "string", "default": "John Doe"},
        "age": {"type": "integer", "default": 30},
        "score": {"type": "number", "default": 95.5},
        "status": {"type": "string", "enum": ["active", "inactive", "pending"],
          "default": "active"},
        "verified": {"type": "boolean", "default": true}}}""";

  private static final String ENUMS =
      """
      {"type": "object", "properties": {
        "untitledSingle": {"type": "string", "enum": ["option1", "option2", "option3"]},
        "titledSingle": {"type": "string", "oneOf": [
          {"const": "value1", "title": "First"}, {"const": "value2", "title": "Second"}]},
        "legacyEnum": {"type": "string", "enum": ["opt1", "opt2"], "enumNames": ["One", "Two"]},
        "untitledMulti": {"type": "array", "items":
          {"type": "string", "enum": ["option1", "option2", "option3"]}},
        "titledMulti": {"type": "array", "items": {"anyOf": [
          {"const": "value1", "title": "First"}, {"const": "value2", "title": "Second"}]}}}}""";

  /** The suite looks at the type of a picture or a sound only. */
  private static final String BYTES = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3});

  private static final Content TEXT = TextContent.builder("a text").build();
  private static final Content IMAGE = ImageContent.builder(BYTES, "image/png").build();
  private static final Content AUDIO = AudioContent.builder(BYTES, "audio/wav").build();

  private ConformanceServer() {}

  public static void main(String[] args) throws Exception {
    HttpServletStreamableServerTransportProvider provider =
        HttpServletStreamableServerTransportProvider.builder()
            .securityValidator(
                DefaultServerTransportSecurityValidator.builder()
                    .allowedHost("127.0.0.1:*")
                    .allowedOrigin("http://127.0.0.1:*")
                    .build())
            .build();
    SyncSpecification<?> spec =
        McpServer.sync(provider)
            .serverInfo("conformance-server", "1.0")
            .capabilities(
                ServerCapabilities.builder()
                    .tools(true)
                    .prompts(true)
                    .resources(true, true)
                    .completions()
                    .logging()
                    .build());
    addContentTools(spec);
    addTalkingTools(spec);
    addPrompts(spec);
    addResources(spec);
    ServerMain.listen(new WireLog(provider), spec.build()::closeGracefully);
  }

  private static void addContentTools(SyncSpecification<?> spec) {
    add(spec, "test_simple_text", NO_ARGUMENTS, TEXT);
    add(spec, "test_image_content", NO_ARGUMENTS, IMAGE);
    add(spec, "test_audio_content", NO_ARGUMENTS, AUDIO);
    add(spec, "test_embedded_resource", NO_ARGUMENTS, embedded("test://embedded-resource"));
    add(
        spec,
        "test_multiple_content_types",
        NO_ARGUMENTS,
        TEXT,
        IMAGE,
        embedded("test://mixed-content-resource"));
    add(spec, "json_schema_2020_12_tool", KEYWORDS, TEXT);
    spec.toolCall(
        tool("test_error_handling", NO_ARGUMENTS), (exchange, call) -> Catalog.refusal("as asked"));
  }

  private static void addTalkingTools(SyncSpecification<?> spec) {
    spec.toolCall(
        tool("test_tool_with_logging", NO_ARGUMENTS),
        (exchange, call) -> {
          Stream.of("started", "working", "done").forEach(text -> log(exchange, text));
          return result(TEXT);
        });
    spec.toolCall(
        tool("test_tool_with_progress", NO_ARGUMENTS),
        (exchange, call) -> {
          Stream.of(0.0, 50.0, 100.0).forEach(done -> progress(exchange, call, done));
          return result(TEXT);
        });
    spec.toolCall(
        tool("test_sampling", "{\"type\":\"object\",\"properties\":{\"prompt\":{}}}"),
        (exchange, call) ->
            Catalog.text("It said " + sample(exchange, (String) call.arguments().get("prompt"))));
    addElicitation(spec, "test_elicitation", WHO);
    addElicitation(spec, "test_elicitation_sep1034_defaults", DEFAULTS);
    addElicitation(spec, "test_elicitation_sep1330_enums", ENUMS);
  }

  private static void log(McpSyncServerExchange exchange, String text) {
    exchange.loggingNotification(
        LoggingMessageNotification.builder(LoggingLevel.INFO, text).build());
  }

  private static void progress(McpSyncServerExchange exchange, CallToolRequest call, double done) {
    exchange.progressNotification(
        ProgressNotification.builder(call.progressToken(), done).total(100.0).build());
  }

  private static Content sample(McpSyncServerExchange exchange, String prompt) {
    SamplingMessage question =
        SamplingMessage.builder(Role.USER, TextContent.builder(prompt).build()).build();
    return exchange
        .createMessage(CreateMessageRequest.builder(List.of(question), 100).build())
        .content();
  }

  private static void addElicitation(SyncSpecification<?> spec, String name, String wanted) {
    spec.toolCall(
        tool(name, NO_ARGUMENTS),
        (exchange, call) -> {
          ElicitResult answer =
              exchange.createElicitation(
                  ElicitFormRequest.builder("Tell me", schema(wanted)).build());
          return Catalog.text("They said " + answer.action() + " " + answer.content());
        });
  }

  private static void addPrompts(SyncSpecification<?> spec) {
    add(spec, "test_simple_prompt", List.of(), request -> List.of(TEXT));
    add(
        spec,
        "test_prompt_with_arguments",
        List.of("arg1", "arg2"),
        request -> List.of(TextContent.builder("With " + request.arguments()).build()));
    add(
        spec,
        "test_prompt_with_embedded_resource",
        List.of("resourceUri"),
        request -> List.of(embedded((String) request.arguments().get("resourceUri")), TEXT));
    add(spec, "test_prompt_with_image", List.of(), request -> List.of(IMAGE, TEXT));
    spec.completions(
        new SyncCompletionSpecification(
            PromptReference.builder("test_prompt_with_arguments").build(),
            (exchange, request) ->
                new CompleteResult(new CompleteResult.CompleteCompletion(List.of("one")))));
  }

  private static void addResources(SyncSpecification<?> spec) {
    add(spec, "test://static-text", "text/plain", text("test://static-text"));
    add(spec, "test://watched-resource", "text/plain", text("test://watched-resource"));
    add(
        spec,
        "test://static-binary",
        "image/png",
        BlobResourceContents.builder("test://static-binary", BYTES).mimeType("image/png").build());
    spec.resourceTemplates(
        new SyncResourceTemplateSpecification(
            ResourceTemplate.builder("test://template/{id}/data", "template")
                .description("a template")
                .build(),
            (exchange, request) ->
                ReadResourceResult.builder(List.of(text(request.uri()))).build()));
  }

  private static void add(
      SyncSpecification<?> spec, String name, String arguments, Content... content) {
    spec.toolCall(tool(name, arguments), (exchange, call) -> result(content));
  }

  private static void add(
      SyncSpecification<?> spec,
      String name,
      List<String> arguments,
      Function<GetPromptRequest, List<Content>> content) {
    Prompt prompt =
        Prompt.builder(name)
            .description("the prompt " + name)
            .arguments(
                arguments.stream()
                    .map(argument -> PromptArgument.builder(argument).required(true).build())
                    .toList())
            .build();
    spec.prompts(
        new SyncPromptSpecification(
            prompt,
            (exchange, request) ->
                GetPromptResult.builder(
                        content.apply(request).stream()
                            .map(part -> PromptMessage.builder(Role.USER, part).build())
                            .toList())
                    .build()));
  }

  private static void add(
      SyncSpecification<?> spec, String uri, String type, ResourceContents contents) {
    spec.resources(
        new SyncResourceSpecification(
            Resource.builder(uri, uri).description("the resource " + uri).mimeType(type).build(),
            (exchange, request) -> ReadResourceResult.builder(List.of(contents)).build()));
  }

  private static Tool tool(String name, String arguments) {
    return Tool.builder(name, schema(arguments)).description("the tool " + name).build();
  }

  private static CallToolResult result(Content... content) {
    return CallToolResult.builder(List.of(content)).build();
  }

  private static Content embedded(String uri) {
    return EmbeddedResource.builder(text(uri)).build();
  }

  private static TextResourceContents text(String uri) {
    return TextResourceContents.builder(uri, "what is at " + uri).mimeType("text/plain").build();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> schema(String json) {
    try {
      return McpJsonDefaults.getMapper().readValue(json, Map.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
