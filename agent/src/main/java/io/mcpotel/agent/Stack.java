// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.agent.weave.LangChain4jVersion;
import io.mcpotel.agent.weave.SdkVersion;

/** What speaks MCP in an application, each with helpers of its own. */
enum Stack {
  /** The MCP Java SDK. */
  SDK("io.modelcontextprotocol.spec.McpSchema", "io.mcpotel.agent.mcp.McpHooks"),

  /** LangChain4j's client. */
  LANGCHAIN4J(
      "dev.langchain4j.mcp.client.transport.McpOperationHandler",
      "io.mcpotel.agent.langchain4j.LangChain4jHooks");

  private static final String LANGCHAIN4J_CLASSES = "dev.langchain4j.";

  private final String anchor;
  private final String helpers;

  Stack(String anchor, String helpers) {
    this.anchor = anchor;
    this.helpers = helpers;
  }

  /** The one that a woven class belongs to. */
  static Stack of(Class<?> woven) {
    return woven.getName().startsWith(LANGCHAIN4J_CLASSES) ? LANGCHAIN4J : SDK;
  }

  /** The class that stands for it in a class loader. */
  String anchor() {
    return anchor;
  }

  /** The class of its hooks. */
  String helpers() {
    return helpers;
  }

  /** Its name and version, for people. */
  String named(Class<?> itsAnchor) {
    ClassLoader loader = itsAnchor.getClassLoader();
    return this == SDK
        ? "MCP SDK " + SdkVersion.of(loader, itsAnchor.getProtectionDomain())
        : LangChain4jVersion.named(loader, itsAnchor.getProtectionDomain());
  }
}
