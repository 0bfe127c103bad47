// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app.newest;

/** A place where somebody can say something, and the mark that is planted there. */
public enum Place {
  CLIENT_NAME(Group.CLIENT, "name"),
  CLIENT_TITLE(Group.CLIENT, "title"),
  CLIENT_VERSION(Group.CLIENT, "version"),
  CLIENT_CAPABILITY(Group.CLIENT, "name of an experimental capability"),
  CLIENT_CAPABILITY_CONTENT(Group.CLIENT, "what is in that capability"),
  CLIENT_PROTOCOL(Group.CLIENT, "protocol version that it asks for"),
  CLIENT_META(Group.CLIENT, "`_meta` of `initialize`"),

  SERVER_NAME(Group.SERVER, "name"),
  SERVER_TITLE(Group.SERVER, "title"),
  SERVER_VERSION(Group.SERVER, "version"),
  SERVER_INSTRUCTIONS(Group.SERVER, "instructions"),
  SERVER_CAPABILITY(Group.SERVER, "name of an experimental capability"),
  SERVER_CAPABILITY_CONTENT(Group.SERVER, "what is in that capability"),
  TOOL_TITLE(Group.SERVER, "tool's title"),
  TOOL_DESCRIPTION(Group.SERVER, "tool's description"),
  TOOL_SCHEMA_NAME(Group.SERVER, "tool's input schema: name of a property"),
  TOOL_SCHEMA_TEXT(Group.SERVER, "tool's input schema: description"),
  TOOL_ANNOTATION_TITLE(Group.SERVER, "tool's annotation `title`"),
  TOOL_META(Group.SERVER, "tool's `_meta`"),
  PROMPT_TITLE(Group.SERVER, "prompt's title"),
  PROMPT_DESCRIPTION(Group.SERVER, "prompt's description"),
  PROMPT_ARGUMENT_TEXT(Group.SERVER, "prompt's argument: description"),
  RESOURCE_NAME(Group.SERVER, "resource's name"),
  RESOURCE_TITLE(Group.SERVER, "resource's title"),
  RESOURCE_DESCRIPTION(Group.SERVER, "resource's description"),
  RESOURCE_MIME_TYPE(Group.SERVER, "resource's MIME type"),
  TEMPLATE_NAME(Group.SERVER, "resource template's name"),
  TEMPLATE_DESCRIPTION(Group.SERVER, "resource template's description"),

  REQUEST_ID(Group.IDS, "request id that is a string"),
  PROGRESS_TOKEN(Group.IDS, "progress token"),
  CURSOR(Group.IDS, "cursor of a list"),
  SESSION_ID(Group.IDS, "`Mcp-Session-Id` that the server does not know"),
  LAST_EVENT_ID(Group.IDS, "`Last-Event-ID`"),

  METHOD_UNKNOWN(Group.NAMES, "method that the server does not know"),
  TOOL(Group.NAMES, "tool"),
  TOOL_UNKNOWN(Group.NAMES, "tool that the server does not know"),
  PROMPT(Group.NAMES, "prompt"),
  PROMPT_UNKNOWN(Group.NAMES, "prompt that the server does not know"),
  ARGUMENT_NAME(Group.NAMES, "argument of a tool"),
  ARGUMENT_NAME_NESTED(Group.NAMES, "argument within an argument"),
  PROMPT_ARGUMENT_NAME(Group.NAMES, "argument of a prompt"),
  COMPLETION_REFERENCE(Group.NAMES, "prompt that is asked to be completed and unknown"),
  COMPLETION_ARGUMENT(Group.NAMES, "argument that is to be completed"),

  ARGUMENT(Group.CONTENT, "argument of a tool"),
  ARGUMENT_NESTED(Group.CONTENT, "argument within an argument"),
  RESULT_TEXT(Group.CONTENT, "tool's result: text"),
  RESULT_STRUCTURED(Group.CONTENT, "tool's result: structured content"),
  RESULT_IMAGE(Group.CONTENT, "tool's result: data of an image"),
  RESULT_META(Group.CONTENT, "tool's result: `_meta`"),
  RESULT_ERROR(Group.CONTENT, "tool's result that says `isError`: text"),
  PROMPT_ARGUMENT(Group.CONTENT, "argument of a prompt"),
  PROMPT_MESSAGE(Group.CONTENT, "prompt's message"),
  RESOURCE_TEXT(Group.CONTENT, "resource's contents"),
  COMPLETION_VALUE(Group.CONTENT, "value to complete"),
  COMPLETION_ANSWER(Group.CONTENT, "completed value"),
  LOG_DATA(Group.CONTENT, "log notification: data"),
  LOG_LOGGER(Group.CONTENT, "log notification: logger"),
  PROGRESS_MESSAGE(Group.CONTENT, "progress notification: message"),
  SAMPLING_PROMPT(Group.CONTENT, "sampling: prompt"),
  SAMPLING_SYSTEM_PROMPT(Group.CONTENT, "sampling: system prompt"),
  SAMPLING_ANSWER(Group.CONTENT, "sampling: answer"),
  SAMPLING_MODEL(Group.CONTENT, "sampling: model"),
  ELICITATION_MESSAGE(Group.CONTENT, "elicitation: message"),
  ELICITATION_ANSWER(Group.CONTENT, "elicitation: answer"),
  ROOT_URI(Group.CONTENT, "root's URI"),
  ROOT_NAME(Group.CONTENT, "root's name"),

  EXCEPTION_MESSAGE(Group.ERRORS, "exception of a tool's function: message"),
  EXCEPTION_CAUSE(Group.ERRORS, "its cause: message (`Caused by`)"),
  EXCEPTION_SUPPRESSED(Group.ERRORS, "its suppressed exception: message"),
  EXCEPTION_CLASS(Group.ERRORS, "its class", "MarkedException"),
  EXCEPTION_METHOD(Group.ERRORS, "method in its stack trace", "markedMethod"),
  EXCEPTION_FILE(Group.ERRORS, "file in its stack trace", "MarkedFunction.java"),
  PROMPT_EXCEPTION(Group.ERRORS, "exception of a prompt's function: message"),
  ERROR_MESSAGE(Group.ERRORS, "JSON-RPC error that a function chose: message"),
  ERROR_DATA(Group.ERRORS, "JSON-RPC error that a function chose: data"),
  CLIENT_ERROR_MESSAGE(Group.ERRORS, "JSON-RPC error that a client answers with: message"),
  CLIENT_ERROR_DATA(Group.ERRORS, "JSON-RPC error that a client answers with: data"),
  CANCEL_REASON(Group.ERRORS, "reason of a cancellation"),
  INVALID_ARGUMENT(Group.ERRORS, "argument that the tool's schema forbids"),

  URI_USER(Group.URIS, "user"),
  URI_PATH(Group.URIS, "path"),
  URI_QUERY(Group.URIS, "query"),
  URI_FRAGMENT(Group.URIS, "fragment"),
  TEMPLATE_VARIABLE(Group.URIS, "variable of a template"),
  UNKNOWN_URI_USER(Group.URIS, "user, of a resource that the server does not know"),
  UNKNOWN_URI_PATH(Group.URIS, "path, of such a resource"),
  UNKNOWN_URI_QUERY(Group.URIS, "query, of such a resource"),
  UNKNOWN_URI_FRAGMENT(Group.URIS, "fragment, of such a resource"),

  BAGGAGE_KEY(Group.CONTEXT, "key of `baggage`"),
  BAGGAGE_VALUE(Group.CONTEXT, "value of `baggage`"),
  TRACE_STATE(Group.CONTEXT, "value of `tracestate`"),
  META_KEY(Group.CONTEXT, "other key of `_meta`"),
  META_VALUE(Group.CONTEXT, "its value"),

  HTTP_QUERY(Group.HTTP, "query of the endpoint's URL"),
  HTTP_ORIGIN(Group.HTTP, "`Origin`"),
  HTTP_USER_AGENT(Group.HTTP, "`User-Agent`"),
  HTTP_COOKIE(Group.HTTP, "`Cookie`"),
  HTTP_AUTHORIZATION(Group.HTTP, "`Authorization`"),
  HTTP_HEADER(Group.HTTP, "header of one's own"),
  HTTP_PROTOCOL(Group.HTTP, "`MCP-Protocol-Version` that does not exist"),
  HTTP_HOST(Group.HTTP, "`Host`"),
  HTTP_ACCEPT(Group.HTTP, "`Accept` that the server refuses"),

  NO_JSON(Group.REFUSED, "body that is no JSON"),
  NO_JSON_RPC(Group.REFUSED, "body that is JSON, but not JSON-RPC"),
  RESPONSE_ID(Group.REFUSED, "response that nobody waits for: id"),
  RESPONSE_RESULT(Group.REFUSED, "response that nobody waits for: result"),
  RESPONSE_ERROR(Group.REFUSED, "response that nobody waits for: error's message"),
  NOTIFICATION(Group.REFUSED, "notification that the server does not know: method"),
  NOTIFICATION_PARAMS(Group.REFUSED, "notification that the server does not know: params"),

  ARGUMENT_OF_PROGRAM(Group.PROCESS, "argument of the program"),
  SYSTEM_PROPERTY(Group.PROCESS, "system property of the application"),
  ENVIRONMENT(Group.PROCESS, "environment variable of the application");

  /** What places have in common. */
  public enum Group {
    CLIENT("The client about itself"),
    SERVER("The server about itself and what it offers"),
    IDS("Ids"),
    NAMES("Names"),
    CONTENT("Content"),
    ERRORS("Errors"),
    URIS("URIs of resources"),
    CONTEXT("Trace context and `_meta`"),
    HTTP("HTTP requests"),
    REFUSED("What is rejected"),
    PROCESS("The process");

    private final String words;

    Group(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  private final Group group;
  private final String words;
  private final String mark;

  Place(Group group, String words) {
    this.group = group;
    this.words = words;
    this.mark = "MARK%03dQ".formatted(ordinal());
  }

  /** Where the mark has to be a name in the application's source. */
  Place(Group group, String words, String mark) {
    this.group = group;
    this.words = words;
    this.mark = mark;
  }

  public Group group() {
    return group;
  }

  public String words() {
    return words;
  }

  /** A word that stands nowhere else, and that no redaction takes for a secret. */
  public String mark() {
    return mark;
  }
}
