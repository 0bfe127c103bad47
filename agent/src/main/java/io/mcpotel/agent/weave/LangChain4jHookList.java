// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import static io.mcpotel.agent.weave.MethodShape.lambdaIn;
import static io.mcpotel.agent.weave.MethodShape.method;

import io.mcpotel.agent.core.Hook;
import java.util.ArrayList;
import java.util.List;

/**
 * All that the agent touches of LangChain4j's client: its transports, which all that goes out is
 * given to, and the one place that all that comes in gets to.
 */
final class LangChain4jHookList {

  private static final String TRANSPORT = "dev/langchain4j/mcp/client/transport/";
  private static final String STDIO = TRANSPORT + "stdio/StdioMcpTransport";
  private static final String STREAMABLE = TRANSPORT + "http/StreamableHttpMcpTransport";
  private static final String WEBSOCKET = TRANSPORT + "websocket/WebSocketMcpTransport";
  private static final String HANDLER = TRANSPORT + "McpOperationHandler";

  /** That of HTTP with SSE, which 1.19 has no more. */
  private static final String SSE = TRANSPORT + "http/HttpMcpTransport";

  private static final String STREAM = TRANSPORT + "http/SseSubscriber";
  private static final String EVENTS = TRANSPORT + "http/SseEventListener";
  private static final String FRAMES = TRANSPORT + "websocket/WebSocketMcpListener";

  /** What reads a pipe, which a server of LangChain4j's has as well. */
  static final String PIPE = "dev/langchain4j/mcp/transport/stdio/JsonRpcIoHandler";

  private static final String STRING = "java.lang.String";
  private static final String CALL = "dev.langchain4j.mcp.client.McpCallContext";
  private static final String JSON = "com.fasterxml.jackson.databind.JsonNode";
  private static final String FUTURE = "java.util.concurrent.CompletableFuture";

  private static final MethodShape INITIALIZE =
      method("initialize")
          .taking("dev.langchain4j.mcp.protocol.McpInitializeRequest")
          .returning(FUTURE);

  private static final MethodShape REQUEST =
      method("executeOperationWithResponse").taking(CALL).returning(FUTURE);

  private static final MethodShape NO_REQUEST =
      method("executeOperationWithoutResponse").taking(CALL);

  /** What a transport does by itself, such as to send {@code notifications/initialized}. */
  private static final MethodShape EXECUTE = method("execute").takingFirst(CALL).returning(FUTURE);

  static final List<HookPoint> ALL = all();

  private LangChain4jHookList() {}

  private static List<HookPoint> all() {
    List<HookPoint> all = new ArrayList<>();
    for (String transport : List.of(STDIO, STREAMABLE, SSE, WEBSOCKET)) {
      HookList.add(
          all,
          HookList.OUTBOUND,
          call(transport, INITIALIZE, Hook.LC_SEND),
          call(transport, REQUEST, Hook.LC_SEND),
          call(transport, NO_REQUEST, Hook.LC_SEND));
      HookList.add(
          all,
          HookList.SESSIONS,
          new HookPoint(transport, method("start"), BridgeCall.EXIT, Hook.LC_STARTED),
          new HookPoint(transport, method("close").taking(), BridgeCall.ENTER, Hook.LC_CLOSES),
          new HookPoint(transport, method("close").taking(), BridgeCall.EXIT, Hook.LC_CLOSED));
    }
    HookList.add(
        all,
        HookList.OUTBOUND,
        call(STREAMABLE, EXECUTE, Hook.LC_NOTE),
        call(WEBSOCKET, EXECUTE, Hook.LC_NOTE));
    HookList.add(
        all, HookList.INBOUND, call(HANDLER, method("handle").taking(JSON), Hook.LC_RECEIVED));
    HookList.add(
        all,
        HookList.BROKEN_TRANSPORTS,
        new HookPoint(
            HANDLER, method("cancelAllPendingOperations"), BridgeCall.ENTER, Hook.LC_BROKEN));
    HookList.add(
        all,
        HookList.TEXTS,
        new HookPoint(
            STDIO,
            method("execute").taking(STRING, "java.lang.Long"),
            BridgeCall.TEXT,
            Hook.LC_PIPE_TEXT),
        texts(PIPE, method("run").taking(), Hook.LC_READS),
        texts(STREAM, method("onNext").taking(STRING), Hook.LC_READS),
        texts(EVENTS, method("onEvent"), Hook.LC_READS),
        texts(FRAMES, method("onText"), Hook.LC_READS),
        // What reads the body of an answer is a lambda, the only one there with a text.
        texts(STREAMABLE, lambdaIn("execute").takingSomewhere(STRING), Hook.LC_READS),
        texts(STREAMABLE, method("createRequest"), Hook.LC_WRITTEN),
        texts(SSE, method("createRequest"), Hook.LC_WRITTEN),
        texts(WEBSOCKET, EXECUTE, Hook.LC_WRITTEN));
    return List.copyOf(all);
  }

  private static HookPoint call(String type, MethodShape method, int hook) {
    return new HookPoint(type, method, BridgeCall.CALL, hook);
  }

  private static HookPoint texts(String type, MethodShape method, int hook) {
    return new HookPoint(type, method, BridgeCall.TEXTS_OF_MAPPER, hook);
  }
}
