// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/** What both spans and records take from the MCP semantic conventions, and that may yet change. */
public final class Conventions {

  /** The registry that MCP's own model refers to is about to call it {@code rpc.status_code}. */
  public static final String STATUS_CODE = "rpc.response.status_code";

  /** The GenAI conventions, which MCP's are a part of, in the version that is followed. */
  public static final String SCHEMA_URL = "https://opentelemetry.io/schemas/gen-ai/1.42.0";

  /** The conventions for everything else: resources and JVMs. */
  public static final String CORE_SCHEMA_URL = "https://opentelemetry.io/schemas/1.44.0";

  private static final String EXECUTE_TOOL = "execute_tool";

  private Conventions() {}

  /** What {@code gen_ai.operation.name} is of a message with this method, or null. */
  public static String operationName(String method) {
    return Methods.TOOLS_CALL.equals(method) ? EXECUTE_TOOL : null;
  }
}
