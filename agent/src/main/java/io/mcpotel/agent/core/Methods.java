// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.Set;

/** The method names of the MCP specification, and what the agent must know about single ones. */
public final class Methods {

  public static final String INITIALIZE = "initialize";
  public static final String TOOLS_CALL = "tools/call";
  public static final String TOOLS_LIST = "tools/list";
  public static final String PROMPTS_GET = "prompts/get";
  public static final String PROMPTS_LIST = "prompts/list";
  public static final String RESOURCES_READ = "resources/read";
  public static final String COMPLETE = "completion/complete";
  public static final String PING = "ping";
  public static final String PROGRESS = "notifications/progress";
  public static final String CANCELLED = "notifications/cancelled";

  /** Stands for every name that the peer chose and nobody here knows. */
  public static final String OTHER = "_OTHER";

  private static final Set<String> SPECIFIED =
      Set.of(
          INITIALIZE,
          TOOLS_CALL,
          PROMPTS_GET,
          RESOURCES_READ,
          COMPLETE,
          CANCELLED,
          PING,
          TOOLS_LIST,
          PROMPTS_LIST,
          "resources/list",
          "resources/templates/list",
          "resources/subscribe",
          "resources/unsubscribe",
          "logging/setLevel",
          "sampling/createMessage",
          "elicitation/create",
          "roots/list",
          "tasks/get",
          "tasks/result",
          "tasks/list",
          "tasks/cancel",
          "notifications/initialized",
          PROGRESS,
          "notifications/message",
          "notifications/tools/list_changed",
          "notifications/prompts/list_changed",
          "notifications/resources/list_changed",
          "notifications/resources/updated",
          "notifications/roots/list_changed",
          "notifications/elicitation/complete",
          "notifications/tasks/status");

  private static final Set<String> WITH_URI =
      Set.of(
          RESOURCES_READ,
          "resources/subscribe",
          "resources/unsubscribe",
          "notifications/resources/updated");

  private Methods() {}

  /** Whether the MCP specification names the method, so that it can never be one of many. */
  public static boolean isSpecified(String method) {
    // So that no hash is made of one that is as long as a message may be.
    return method.length() <= Bounds.NAME && SPECIFIED.contains(method);
  }

  /** Whether a request with this method is answered by a function of the user's. */
  public static boolean callsFunction(String method) {
    return switch (method) {
      case TOOLS_CALL, PROMPTS_GET, RESOURCES_READ, COMPLETE -> true;
      default -> false;
    };
  }

  /** Whether the method's parameters hold the URI of a resource. */
  public static boolean hasUri(String method) {
    return WITH_URI.contains(method);
  }
}
