// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Answer;
import io.mcpotel.agent.core.Bounds;
import io.mcpotel.agent.core.Peer;
import io.mcpotel.agent.core.Privacy;
import io.mcpotel.agent.core.Target;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;

/** Reads what the SDK's message objects say. */
public final class Messages {

  private Messages() {}

  /** What a message with this method and these parameters is about. */
  public static Target target(String method, Object params) {
    return params == null
        ? Target.NONE
        : Target.of(method, text(params, "name"), text(params, "uri"));
  }

  /** A text among the parameters, or null. */
  private static String text(Object params, String key) {
    return Records.get(params, key) instanceof String text ? text : null;
  }

  /** What a response says. */
  static Answer answer(McpSchema.JSONRPCResponse response) {
    McpSchema.JSONRPCResponse.JSONRPCError error = response.error();
    return error == null ? answer(response.result()) : answer(error);
  }

  /** What a result says. */
  static Answer answer(Object result) {
    return isToolError(result) ? Answer.TOOL_ERROR : Answer.RESULT;
  }

  /** The answer that an exception stands for, or null where it stands for none. */
  static Answer answer(Throwable thrown) {
    return thrown instanceof McpError error && error.getJsonRpcError() != null
        ? answer(error.getJsonRpcError())
        : null;
  }

  private static Answer answer(McpSchema.JSONRPCResponse.JSONRPCError error) {
    // By name, since it was an int before 0.14.
    return Records.get(error, "code") instanceof Integer code
        ? Answer.error(code, error.message())
        : Answer.RESULT;
  }

  /** By name, because a function's span must end whatever a release has made of results. */
  static boolean isToolError(Object result) {
    return result instanceof McpSchema.CallToolResult
        && Boolean.TRUE.equals(Records.get(result, "isError"));
  }

  /** Who sent an {@code initialize} with these parameters, or null. */
  public static Peer client(Object params, Privacy privacy) {
    return peer(Records.get(params, "clientInfo"), Records.get(params, "capabilities"), privacy);
  }

  /** Who answered an {@code initialize} with this result. */
  static Peer server(McpSchema.InitializeResult result, Privacy privacy) {
    return peer(result.serverInfo(), result.capabilities(), privacy);
  }

  /** What an {@code Implementation} says, or null for none. */
  public static Peer peer(Object implementation, Object capabilities, Privacy privacy) {
    return implementation == null
        ? null
        : new Peer(
            privacy.words(text(implementation, "name"), Bounds.PEER),
            privacy.words(text(implementation, "version"), Bounds.PEER),
            capabilities == null
                ? null
                : Records.names(capabilities, Bounds.CAPABILITIES).stream()
                    .map(privacy::name)
                    .toList());
  }
}
