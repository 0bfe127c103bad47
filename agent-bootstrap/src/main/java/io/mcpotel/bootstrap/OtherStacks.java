// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.bootstrap;

import java.util.HashSet;
import java.util.Set;

/**
 * MCP stacks with protocol code of their own, none of which is woven: whoever uses one is told why
 * nothing comes out, once in a JVM. Each is known by one class that its every use loads. This class
 * is loaded where there is one.
 */
final class OtherStacks {

  /** All of its classes begin like those of the Java SDK. */
  static final String KOTLIN_SDK = "io/modelcontextprotocol/kotlin/";

  static final String KOTLIN = KOTLIN_SDK + "sdk/shared/Protocol";
  static final String QUARKUS = "io/quarkiverse/mcp/server/runtime/McpMessageHandler";
  static final String LANGCHAIN4J = "dev/langchain4j/community/mcp/server/McpServer";

  private static final Set<String> told = new HashSet<>();

  private OtherStacks() {}

  static void log(String name) {
    synchronized (told) {
      if (!told.add(name)) {
        return;
      }
    }
    String what =
        switch (name) {
          case KOTLIN -> "the Kotlin SDK of MCP";
          case QUARKUS -> "the MCP server of Quarkus, which has OpenTelemetry of its own,";
          default -> "the MCP server of LangChain4j's community";
        };
    System.err.println(
        "[mcp-otel-agent] "
            + what
            + " is not covered: only what uses the MCP Java SDK or LangChain4j's client is seen.");
  }
}
