// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import static io.mcpotel.agent.weave.MethodShape.constructor;
import static io.mcpotel.agent.weave.MethodShape.lambda;
import static io.mcpotel.agent.weave.MethodShape.lambdaIn;
import static io.mcpotel.agent.weave.MethodShape.method;

import io.mcpotel.agent.core.ApplicationTypes;
import io.mcpotel.agent.core.Hook;
import java.util.ArrayList;
import java.util.List;

/**
 * All that the agent touches, of the MCP SDK and of the application's OpenTelemetry. A method is
 * matched by what its hook needs of it: its name, and the types that the hook reads. A release of
 * the SDK in which one does not fit goes without that one.
 */
final class HookList {

  // What hooks are for, and what there is none of where they do not fit.
  static final String INBOUND = "spans, metrics and records of messages that come in there";
  static final String OUTBOUND = "spans, metrics and records of messages that are sent there";
  static final String PROPAGATION = "trace context in _meta";
  static final String OUTCOMES = "some outcomes and errors of requests";
  static final String HANDLERS = "spans of the handlers of tools, prompts and resources";
  static final String TEXTS = "sizes and texts of messages";
  static final String REJECTED = "records of messages that are rejected";
  static final String SDK = "telemetry through the application's OpenTelemetry";
  static final String TOOLS = "numbers of tools and changes of them";
  static final String BROKEN_TRANSPORTS = "records of transports that broke";
  static final String SESSIONS = "beginnings and ends of sessions";

  private static final String SPEC = "io/modelcontextprotocol/spec/";
  private static final String SERVER = "io/modelcontextprotocol/server/";
  private static final String FEATURES = SERVER + "McpServerFeatures$";
  private static final String STATELESS_FEATURES = SERVER + "McpStatelessServerFeatures$";

  private static final String SERVER_SESSION = SPEC + "McpServerSession";
  private static final String STREAM_SESSION = SPEC + "McpStreamableServerSession";
  private static final String STREAM = STREAM_SESSION + "$McpStreamableServerSessionStream";
  private static final String SESSION_FACTORY = SPEC + "DefaultMcpStreamableServerSessionFactory";
  private static final String STATELESS = SERVER + "DefaultMcpStatelessServerHandler";
  private static final String ASYNC_SERVER = SERVER + "McpAsyncServer";
  private static final String STATELESS_SERVER = SERVER + "McpStatelessAsyncServer";
  private static final String CLIENT_SESSION = SPEC + "McpClientSession";
  private static final String CLIENT_TRANSPORT = "io/modelcontextprotocol/client/transport/";
  private static final String SERVER_ON_A_PIPE =
      SERVER + "transport/StdioServerTransportProvider$StdioMcpSessionTransport";
  private static final String CLIENT_ON_A_PIPE = CLIENT_TRANSPORT + "StdioClientTransport";
  private static final String CLIENT_BY_SSE = CLIENT_TRANSPORT + "HttpClientSseClientTransport";
  private static final String SCHEMA = SPEC + "McpSchema";
  static final String SERVLET = SERVER + "transport/HttpServlet";

  /** The mapper of the SDK before 0.13, and maybe the application's own. */
  static final String JACKSON = "com/fasterxml/jackson/databind/ObjectMapper";

  private static final String SPRING_AI = "org/springframework/ai/mcp/server/";

  private static final String MESSAGE = "io.modelcontextprotocol.spec.McpSchema$JSONRPCMessage";
  private static final String REQUEST = "io.modelcontextprotocol.spec.McpSchema$JSONRPCRequest";
  private static final String NOTIFICATION =
      "io.modelcontextprotocol.spec.McpSchema$JSONRPCNotification";
  private static final String RESPONSE = "io.modelcontextprotocol.spec.McpSchema$JSONRPCResponse";
  private static final String EXCHANGE = "io.modelcontextprotocol.server.McpAsyncServerExchange";
  private static final String MONO = "reactor.core.publisher.Mono";
  private static final String STRING = "java.lang.String";
  private static final String OBJECT = "java.lang.Object";
  private static final String THROWABLE = "java.lang.Throwable";
  private static final String ANY = "*";

  private static final MethodShape HANDLE_MESSAGE = mono("handle", MESSAGE);
  private static final MethodShape HANDLE_REQUEST = mono("handle", REQUEST);
  private static final MethodShape RESPONSE_STREAM = mono("responseStream", REQUEST, ANY);
  private static final MethodShape ACCEPT = mono("accept", NOTIFICATION);
  private static final MethodShape INCOMING_NOTIFICATION =
      mono("handleIncomingNotification", NOTIFICATION);
  private static final MethodShape SEND_REQUEST = mono("sendRequest", STRING, OBJECT, ANY);
  private static final MethodShape SEND_NOTIFICATION = mono("sendNotification", STRING, ANY);
  private static final MethodShape CLOSE = method("close").taking();
  private static final MethodShape CLOSE_GRACEFULLY = mono("closeGracefully");
  private static final MethodShape ADD_TOOL = mono("addTool", ANY);
  private static final MethodShape REMOVE_TOOL = mono("removeTool", STRING);
  private static final MethodShape UNKNOWN_METHOD = method("getMethodNotFoundError");

  /** Takes the transport's context as well since 0.11, but on the client. */
  private static final MethodShape INCOMING_REQUEST =
      method("handleIncomingRequest").takingSomewhere(REQUEST).returning(MONO);

  // No method makes the response of a handler's result or exception, in any release. But in each of
  // them a lambda of this shape does.
  private static final MethodShape MAKES_RESULT =
      lambda().taking(REQUEST, OBJECT).returning(RESPONSE);
  private static final MethodShape MAKES_ERROR =
      lambda().taking(REQUEST, THROWABLE).returning(MONO);

  private static final MethodShape CONTINUES =
      lambda().takingSomewhere(REQUEST, EXCHANGE).returning(MONO);

  private static final MethodShape SERVLET_METHODS = method("doGet", "doPost", "doDelete");
  private static final MethodShape SPRING_METHODS =
      method("handleGet", "handlePost", "handleDelete", "handleMessage", "handleSseConnection");

  /** The lambda that closes what was idle for too long. */
  private static final MethodShape SWEEPS =
      lambda().taking(STREAM_SESSION.replace('/', '.')).returning("org.reactivestreams.Publisher");

  /** What a Flux does at the end, in an error or otherwise. */
  private static final MethodShape AT_ERROR = lambda().taking(THROWABLE).returning("void");

  private static final MethodShape AT_END =
      lambda().taking("reactor.core.publisher.SignalType").returning("void");

  private static final MethodShape READS_PIPE = lambdaIn("startInboundProcessing").taking();

  static final List<HookPoint> ALL = all();

  private HookList() {}

  private static List<HookPoint> all() {
    List<HookPoint> all = new ArrayList<>();

    // What comes in.
    add(
        all,
        INBOUND,
        returned(SERVER_SESSION, HANDLE_MESSAGE, Hook.SERVER_MESSAGE),
        returned(STREAM_SESSION, RESPONSE_STREAM, Hook.STREAM_REQUEST),
        returned(STREAM, HANDLE_REQUEST, Hook.STREAM_REQUEST).ifPresent(), // since 1.1.5, 2.1
        returned(STREAM_SESSION, ACCEPT, Hook.STREAM_NOTIFICATION),
        returned(SESSION_FACTORY, method("startSession"), Hook.START_SESSION),
        instead(STATELESS, mono("handleRequest", ANY, REQUEST), Hook.STATELESS_REQUEST),
        instead(
            STATELESS, mono("handleNotification", ANY, NOTIFICATION), Hook.STATELESS_NOTIFICATION),
        returned(CLIENT_SESSION, INCOMING_REQUEST, Hook.CLIENT_REQUEST),
        returned(CLIENT_SESSION, INCOMING_NOTIFICATION, Hook.CLIENT_NOTIFICATION));

    // What it is answered.
    add(
        all,
        OUTCOMES,
        returned(SERVER_SESSION, INCOMING_REQUEST, Hook.SERVER_ANSWER),
        returned(STREAM_SESSION, MAKES_RESULT, Hook.RESULT_RESPONSE).orIn(STREAM),
        returned(STREAM, MAKES_RESULT, Hook.RESULT_RESPONSE).ifPresent(),
        returned(SERVER_SESSION, MAKES_ERROR, Hook.ERROR_RESPONSE),
        returned(STREAM_SESSION, MAKES_ERROR, Hook.ERROR_RESPONSE).orIn(STREAM),
        returned(STREAM, MAKES_ERROR, Hook.ERROR_RESPONSE).ifPresent(),
        returned(STATELESS, MAKES_ERROR, Hook.ERROR_RESPONSE),
        returned(CLIENT_SESSION, MAKES_ERROR, Hook.ERROR_RESPONSE),
        exit(SERVER_SESSION, UNKNOWN_METHOD, Hook.UNKNOWN_METHOD),
        exit(STREAM_SESSION, UNKNOWN_METHOD, Hook.UNKNOWN_METHOD),
        exit(CLIENT_SESSION, UNKNOWN_METHOD, Hook.UNKNOWN_METHOD),
        new HookPoint(SERVER_SESSION, CONTINUES, BridgeCall.AROUND, Hook.CONTINUATION),
        new HookPoint(
                CLIENT_SESSION,
                method("handle").taking(MESSAGE),
                BridgeCall.ENTER,
                Hook.RESPONSE_IN)
            .ifPresent(), // since 0.9
        returned(STREAM_SESSION, mono("accept", RESPONSE), Hook.RESPONSE_IN),
        exit(SPEC + "McpError", constructor(), Hook.ERROR_MADE));

    // What goes out.
    add(
        all,
        OUTBOUND,
        returned(CLIENT_SESSION, SEND_REQUEST, Hook.SEND_REQUEST),
        returned(SERVER_SESSION, SEND_REQUEST, Hook.SEND_REQUEST),
        returned(STREAM, SEND_REQUEST, Hook.SEND_REQUEST),
        instead(CLIENT_SESSION, SEND_NOTIFICATION, Hook.SEND_NOTIFICATION),
        instead(SERVER_SESSION, SEND_NOTIFICATION, Hook.SEND_NOTIFICATION),
        instead(STREAM, SEND_NOTIFICATION, Hook.SEND_NOTIFICATION));
    add(
        all,
        PROPAGATION,
        new HookPoint(
            SCHEMA + "$JSONRPCRequest",
            constructor(4),
            BridgeCall.REQUEST_PARAMS,
            Hook.REQUEST_MESSAGE),
        new HookPoint(
            SCHEMA + "$JSONRPCNotification",
            constructor(3),
            BridgeCall.NOTIFICATION_PARAMS,
            Hook.NOTIFICATION_MESSAGE));

    // The life of sessions.
    add(
        all,
        SESSIONS,
        exit(SERVER_SESSION, constructor(), Hook.SESSION_OPENED),
        exit(STREAM_SESSION, constructor(), Hook.SESSION_OPENED),
        exit(CLIENT_SESSION, constructor(), Hook.SESSION_OPENED),
        enter(SERVER_SESSION, CLOSE, Hook.SESSION_CLOSES),
        exit(SERVER_SESSION, CLOSE, Hook.SESSION_CLOSED),
        exit(STREAM_SESSION, CLOSE, Hook.SESSION_CLOSED),
        exit(CLIENT_SESSION, CLOSE, Hook.SESSION_CLOSED),
        returned(SERVER_SESSION, CLOSE_GRACEFULLY, Hook.SESSION_CLOSING),
        returned(STREAM_SESSION, CLOSE_GRACEFULLY, Hook.SESSION_CLOSING),
        returned(CLIENT_SESSION, CLOSE_GRACEFULLY, Hook.SESSION_CLOSING),
        exit(STREAM, CLOSE, Hook.STREAM_RELEASED),
        exit(STREAM, method("releaseTransport"), Hook.STREAM_RELEASED).ifPresent(), // as handle
        enter(STREAM_SESSION, method("delete"), Hook.SESSION_DELETED),
        new HookPoint(
                SERVLET + "StreamableServerTransportProvider",
                SWEEPS,
                BridgeCall.ENTER,
                Hook.SESSION_IDLE)
            .ifPresent()); // since 2.1

    // The death of transports.
    add(
        all,
        BROKEN_TRANSPORTS,
        new HookPoint(
            "io/modelcontextprotocol/client/LifecycleInitializer",
            method("handleException"),
            BridgeCall.AROUND,
            Hook.CONNECTION_FAILED),
        enter(SERVER_ON_A_PIPE, AT_ERROR, Hook.WRITING_FAILED),
        enter(CLIENT_ON_A_PIPE, AT_ERROR, Hook.WRITING_FAILED),
        exit(CLIENT_ON_A_PIPE, READS_PIPE, Hook.PIPE_ENDED),
        enter(CLIENT_BY_SSE, AT_END, Hook.STREAM_ENDED).ifPresent(), // since 0.11
        enter(CLIENT_BY_SSE + "$1", method("onError"), Hook.STREAM_FAILED).ifPresent(), // before
        exit(SPEC + "McpTransportException", constructor(), Hook.TRANSPORT_ERROR_MADE));

    // The texts on the wire, and those that do not get to a session.
    add(
        all,
        TEXTS,
        returned(SCHEMA, method("deserializeJsonRpcMessage"), Hook.PARSED),
        written(JACKSON),
        written("io/modelcontextprotocol/json/jackson/JacksonMcpJsonMapper"),
        written("io/modelcontextprotocol/json/jackson2/JacksonMcpJsonMapper"),
        written("io/modelcontextprotocol/json/jackson3/JacksonMcpJsonMapper"));
    add(
        all,
        REJECTED,
        new HookPoint(
            SCHEMA,
            method("deserializeJsonRpcMessage").taking(ANY, STRING),
            BridgeCall.THROWN,
            Hook.UNREADABLE),
        exit(
            SERVER + "transport/MaxSizeExceededException",
            constructor(),
            Hook.TOO_LARGE_FOR_SERVER),
        exit(
            CLIENT_TRANSPORT + "MaxSizeExceededException",
            constructor(),
            Hook.TOO_LARGE_FOR_CLIENT),
        http(SERVLET + "StreamableServerTransportProvider", SERVLET_METHODS),
        http(SERVLET + "SseServerTransportProvider", SERVLET_METHODS),
        http(SERVLET + "StatelessServerTransport", SERVLET_METHODS),
        http(SERVER + "transport/WebMvcStreamableServerTransportProvider", SPRING_METHODS),
        http(SERVER + "transport/WebMvcSseServerTransportProvider", SPRING_METHODS),
        http(SERVER + "transport/WebMvcStatelessServerTransport", SPRING_METHODS),
        http(SERVER + "transport/WebFluxStreamableServerTransportProvider", SPRING_METHODS),
        http(SERVER + "transport/WebFluxSseServerTransportProvider", SPRING_METHODS),
        http(SERVER + "transport/WebFluxStatelessServerTransport", SPRING_METHODS),
        http(
            SPRING_AI + "webmvc/transport/WebMvcStreamableServerTransportProvider", SPRING_METHODS),
        http(SPRING_AI + "webmvc/transport/WebMvcSseServerTransportProvider", SPRING_METHODS),
        http(SPRING_AI + "webmvc/transport/WebMvcStatelessServerTransport", SPRING_METHODS),
        http(
            SPRING_AI + "webflux/transport/WebFluxStreamableServerTransportProvider",
            SPRING_METHODS),
        http(SPRING_AI + "webflux/transport/WebFluxSseServerTransportProvider", SPRING_METHODS),
        http(SPRING_AI + "webflux/transport/WebFluxStatelessServerTransport", SPRING_METHODS));

    // What a server has on offer. The blocking one is made of one of these.
    add(
        all,
        TOOLS,
        exit(ASYNC_SERVER, constructor(), Hook.SERVER_CREATED),
        exit(STATELESS_SERVER, constructor(), Hook.SERVER_CREATED),
        returned(ASYNC_SERVER, ADD_TOOL, Hook.TOOLS_CHANGING),
        returned(STATELESS_SERVER, ADD_TOOL, Hook.TOOLS_CHANGING),
        returned(ASYNC_SERVER, REMOVE_TOOL, Hook.TOOLS_CHANGING),
        returned(STATELESS_SERVER, REMOVE_TOOL, Hook.TOOLS_CHANGING),
        exit(ASYNC_SERVER, CLOSE, Hook.SERVER_CLOSED),
        exit(STATELESS_SERVER, CLOSE, Hook.SERVER_CLOSED),
        returned(ASYNC_SERVER, CLOSE_GRACEFULLY, Hook.SERVER_CLOSING),
        returned(STATELESS_SERVER, CLOSE_GRACEFULLY, Hook.SERVER_CLOSING));

    // The handlers.
    add(
        all,
        HANDLERS,
        sync(FEATURES + "SyncToolSpecification", "callHandler", "call"), // before 0.11
        sync(FEATURES + "SyncResourceSpecification", "readHandler"),
        sync(FEATURES + "SyncResourceTemplateSpecification", "readHandler"),
        sync(FEATURES + "SyncPromptSpecification", "promptHandler"),
        sync(FEATURES + "SyncCompletionSpecification", "completionHandler"),
        async(FEATURES + "AsyncToolSpecification", "callHandler", "call"), // before 0.11
        async(FEATURES + "AsyncResourceSpecification", "readHandler"),
        async(FEATURES + "AsyncResourceTemplateSpecification", "readHandler"),
        async(FEATURES + "AsyncPromptSpecification", "promptHandler"),
        async(FEATURES + "AsyncCompletionSpecification", "completionHandler"),
        sync(STATELESS_FEATURES + "SyncToolSpecification", "callHandler"),
        sync(STATELESS_FEATURES + "SyncResourceSpecification", "readHandler"),
        sync(STATELESS_FEATURES + "SyncResourceTemplateSpecification", "readHandler"),
        sync(STATELESS_FEATURES + "SyncPromptSpecification", "promptHandler"),
        sync(STATELESS_FEATURES + "SyncCompletionSpecification", "completionHandler"),
        async(STATELESS_FEATURES + "AsyncToolSpecification", "callHandler"),
        async(STATELESS_FEATURES + "AsyncResourceSpecification", "readHandler"),
        async(STATELESS_FEATURES + "AsyncResourceTemplateSpecification", "readHandler"),
        async(STATELESS_FEATURES + "AsyncPromptSpecification", "promptHandler"),
        async(STATELESS_FEATURES + "AsyncCompletionSpecification", "completionHandler"));

    // The application's own OpenTelemetry.
    add(
        all,
        SDK,
        returned(
            ApplicationTypes.SDK_BUILDER.replace('.', '/'),
            method("build").taking(),
            Hook.SDK_MADE),
        exit(
            "io/opentelemetry/api/GlobalOpenTelemetry",
            method("set").taking(ANY),
            Hook.GLOBAL_SDK_SET));
    return List.copyOf(all);
  }

  /** Adds hooks to a list, without which there is none of something. */
  static void add(List<HookPoint> all, String gives, HookPoint... hooks) {
    for (HookPoint hook : hooks) {
      all.add(hook.giving(gives));
    }
  }

  private static HookPoint returned(String type, MethodShape method, int hook) {
    return new HookPoint(type, method, BridgeCall.RETURN, hook);
  }

  private static HookPoint enter(String type, MethodShape method, int hook) {
    return new HookPoint(type, method, BridgeCall.ENTER, hook);
  }

  private static HookPoint written(String mapper) {
    return new HookPoint(
        mapper, method("writeValueAsString").taking(ANY), BridgeCall.WRITTEN, Hook.WRITTEN);
  }

  private static HookPoint http(String transport, MethodShape methods) {
    return new HookPoint(transport, methods, BridgeCall.AROUND, Hook.HTTP_REQUEST);
  }

  private static HookPoint instead(String type, MethodShape method, int hook) {
    return new HookPoint(type, method, BridgeCall.INSTEAD, hook);
  }

  private static HookPoint exit(String type, MethodShape method, int hook) {
    return new HookPoint(type, method, BridgeCall.EXIT, hook);
  }

  private static HookPoint sync(String specification, String... accessor) {
    return returned(specification, method(accessor).taking(), Hook.SYNC_HANDLER);
  }

  private static HookPoint async(String specification, String... accessor) {
    return returned(specification, method(accessor).taking(), Hook.ASYNC_HANDLER);
  }

  private static MethodShape mono(String name, String... parameters) {
    return method(name).taking(parameters).returning(MONO);
  }
}
