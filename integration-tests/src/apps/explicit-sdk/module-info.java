// SPDX-License-Identifier: Apache-2.0

/** What would make the SDK's jar an explicit module, open to its JSON mapper only. */
module io.modelcontextprotocol.sdk.mcp.core {
  requires transitive reactor.core;
  requires transitive org.reactivestreams;
  requires transitive com.fasterxml.jackson.annotation;
  requires static transitive org.apache.tomcat.embed.core;
  requires java.net.http;
  requires org.slf4j;

  uses io.modelcontextprotocol.json.McpJsonMapperSupplier;
  uses io.modelcontextprotocol.json.schema.JsonSchemaValidatorSupplier;

  opens io.modelcontextprotocol.spec to
      tools.jackson.databind;

  exports io.modelcontextprotocol.client;
  exports io.modelcontextprotocol.client.transport;
  exports io.modelcontextprotocol.json;
  exports io.modelcontextprotocol.json.schema;
  exports io.modelcontextprotocol.server;
  exports io.modelcontextprotocol.server.transport;
  exports io.modelcontextprotocol.spec;
  exports io.modelcontextprotocol.util;
  exports io.modelcontextprotocol.common;
}
