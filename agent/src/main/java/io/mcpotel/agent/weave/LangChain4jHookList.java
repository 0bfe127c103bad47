// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import static io.mcpotel.agent.weave.MethodShape.method;

import io.mcpotel.agent.core.Hook;
import io.mcpotel.agent.weave.advice.CallAdvice;
import io.mcpotel.agent.weave.advice.EnterAdvice;
import io.mcpotel.agent.weave.advice.ExitAdvice;
import io.mcpotel.agent.weave.advice.TextAdvice;
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
      all.add(new HookPoint(transport, INITIALIZE, CallAdvice.class, Hook.LC_SEND));
      all.add(new HookPoint(transport, REQUEST, CallAdvice.class, Hook.LC_SEND));
      all.add(new HookPoint(transport, NO_REQUEST, CallAdvice.class, Hook.LC_SEND));
      all.add(new HookPoint(transport, method("start"), ExitAdvice.class, Hook.LC_STARTED));
      all.add(
          new HookPoint(transport, method("close").taking(), EnterAdvice.class, Hook.LC_CLOSES));
      all.add(new HookPoint(transport, method("close").taking(), ExitAdvice.class, Hook.LC_CLOSED));
    }
    all.add(new HookPoint(STREAMABLE, EXECUTE, CallAdvice.class, Hook.LC_NOTE));
    all.add(new HookPoint(WEBSOCKET, EXECUTE, CallAdvice.class, Hook.LC_NOTE));
    all.add(
        new HookPoint(
            STDIO,
            method("execute").taking("java.lang.String", "java.lang.Long"),
            TextAdvice.class,
            Hook.LC_PIPE_TEXT));
    all.add(
        new HookPoint(HANDLER, method("handle").taking(JSON), CallAdvice.class, Hook.LC_RECEIVED));
    all.add(
        new HookPoint(
            HANDLER, method("cancelAllPendingOperations"), EnterAdvice.class, Hook.LC_BROKEN));
    return List.copyOf(all);
  }
}
