// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.wire;

import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.peer.WireMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A request with its answer, or a notification, and what one of both sides has to tell of it, by
 * nothing but the wire.
 *
 * @param received by the side that tells, else sent
 * @param answer null where there was none
 * @param cancelled whether whoever asked has said that no answer is wanted
 * @param known what there is: methods, and tools and prompts as {@code tools/call NAME}
 */
record WireOperation(
    WireMessage message,
    boolean received,
    WireMessage answer,
    boolean cancelled,
    Set<String> known) {

  /** Stands for how a request ended that was not answered on the wire. */
  static final String UNANSWERED = "unanswered";

  private static final String OTHER = "_OTHER";
  private static final String TOOLS_CALL = "tools/call";
  private static final String PROMPTS_GET = "prompts/get";
  private static final Set<String> CALLERS_FAULTS =
      Set.of("-32700", "-32600", "-32601", "-32602", "-32002");

  String kind() {
    return received ? "SERVER" : "CLIENT";
  }

  String method() {
    return message.method();
  }

  /** What stands for the method where the peer must not make names up. */
  String shownMethod() {
    return known.contains(method()) ? method() : OTHER;
  }

  /** The tool or prompt that it names, else null. */
  String target() {
    return isCall() || method().equals(PROMPTS_GET) ? message.param("name") : null;
  }

  boolean isTargetKnown() {
    return known.contains(method() + " " + target());
  }

  private boolean isCall() {
    return method().equals(TOOLS_CALL);
  }

  String spanName() {
    return isTargetKnown() ? method() + " " + target() : shownMethod();
  }

  private Map<String, Object> error() {
    return answer == null ? Map.of() : Json.object(answer.json(), "error");
  }

  /** The code of a JSON-RPC error, else null. */
  String statusCode() {
    return cancelled ? null : Objects.toString(error().get("code"), null);
  }

  /** The value of {@code error.type}, null where nothing failed. */
  String errorType() {
    if (cancelled) {
      return "cancelled";
    }
    if (answer == null) {
      return message.isRequest() ? UNANSWERED : null;
    }
    if (statusCode() != null) {
      return isCallersFault() ? null : statusCode();
    }
    boolean refused = Boolean.TRUE.equals(Json.object(answer.json(), "result").get("isError"));
    return refused ? "tool_error" : null;
  }

  private boolean isCallersFault() {
    return received && CALLERS_FAULTS.contains(statusCode());
  }

  boolean isUnanswered() {
    return UNANSWERED.equals(errorType());
  }

  /** The value of {@code mcp.outcome}. */
  String outcome() {
    if (errorType() != null) {
      return errorType();
    }
    return statusCode() == null ? "ok" : statusCode();
  }

  String severity() {
    if (outcome().equals("ok")) {
      return "INFO";
    }
    boolean others = CALLERS_FAULTS.contains(outcome()) || outcome().equals("tool_error");
    return others ? "WARN" : "ERROR";
  }

  /** What the status of its span says. */
  String statusMessage() {
    return errorType() == null ? "" : Objects.toString(error().get("message"), "");
  }

  /** What its span has beyond its session's; null for what it must not have. */
  Map<String, Object> attributes() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("mcp.method.name", method());
    attributes.put("jsonrpc.request.id", message.id());
    attributes.put("gen_ai.tool.name", isCall() ? target() : null);
    attributes.put("gen_ai.operation.name", isCall() ? "execute_tool" : null);
    attributes.put("gen_ai.prompt.name", isCall() ? null : target());
    attributes.put("mcp.resource.uri", message.param("uri"));
    attributes.put("rpc.response.status_code", statusCode());
    attributes.put("error.type", errorType());
    return attributes;
  }

  /** By what it is counted, beyond its session. */
  Map<String, Object> metricAttributes() {
    Map<String, Object> attributes = attributes();
    attributes.remove("jsonrpc.request.id");
    attributes.remove("mcp.resource.uri");
    attributes.put("mcp.method.name", shownMethod());
    String name = isCall() ? "gen_ai.tool.name" : "gen_ai.prompt.name";
    attributes.computeIfPresent(name, (key, value) -> isTargetKnown() ? value : OTHER);
    attributes.values().removeIf(Objects::isNull);
    return attributes;
  }

  @Override
  public String toString() {
    String id = message.id() == null ? "" : " " + message.id();
    return kind() + " " + method() + id + (target() == null ? "" : " " + target());
  }
}
