// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.event;

import io.mcpotel.agent.core.Conventions;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.Wire;
import io.mcpotel.agent.core.event.Event.Fields;

/** What several kinds of events say in the same words. */
final class EventFields {

  private EventFields() {}

  static void direction(Operation.Kind kind, Fields fields) {
    fields.put("network.io.direction", kind == Operation.Kind.SERVER ? "receive" : "transmit");
  }

  static void session(Session session, Session.Facts facts, Fields fields) {
    fields.put("mcp.role", session.role());
    fields.put("mcp.session.id", facts.id());
    fields.put("mcp.protocol.version", facts.protocolVersion());
    if (facts.clientInfo() != null) {
      fields.put("mcp.client.name", facts.clientInfo().name());
      fields.put("mcp.client.version", facts.clientInfo().version());
    }
    if (facts.serverInfo() != null) {
      fields.put("mcp.server.name", facts.serverInfo().name());
      fields.put("mcp.server.version", facts.serverInfo().version());
    }
    Wire wire = facts.wire();
    fields.put("network.transport", wire.transport());
    fields.put("network.protocol.name", wire.protocol());
    if (wire.serverAddress() != null) {
      fields.put("server.address", wire.serverAddress());
      fields.put("server.port", wire.serverPort().longValue());
    }
  }

  static void message(Operation operation, Fields fields) {
    fields.put("mcp.method.name", operation.method());
    fields.put("gen_ai.operation.name", Conventions.operationName(operation.method()));
    Target target = operation.target();
    switch (target.kind()) {
      case TOOL -> fields.put("gen_ai.tool.name", target.name());
      case PROMPT -> fields.put("gen_ai.prompt.name", target.name());
      case RESOURCE -> fields.put("mcp.resource.uri", target.name());
      case NONE -> {}
    }
    fields.put("jsonrpc.request.id", operation.shownRequestId());
  }

  static void size(String name, long bytes, Fields fields) {
    if (bytes >= 0) {
      fields.put(name, bytes);
    }
  }
}
