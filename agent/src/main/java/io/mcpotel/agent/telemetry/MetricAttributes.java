// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.Conventions;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.Wire;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The attributes of what is measured: few, whatever names peers make up. */
final class MetricAttributes {

  private static final String RECEIVE = "receive";
  private static final String TRANSMIT = "transmit";

  /** So many sets are kept to be used again; any more are made anew each time. */
  private static final int MOST_KEPT = 2_000;

  /** So many values has what has few, unless a peer makes them up. */
  private static final int FEW = 20;

  /** What JSON-RPC and MCP call by a code, and the SDKs do. */
  private static final Set<Integer> KNOWN_CODES =
      Set.of(-32700, -32600, -32601, -32602, -32603, -32000, -32001, -32002, -32042);

  private final NameLimit codes = new NameLimit(FEW);
  private final NameLimit versions = new NameLimit(FEW);
  private final NameLimit methods;
  private final NameLimit tools;
  private final NameLimit prompts;
  private final NameLimit clients;
  private final NameLimit servers;
  private final ConcurrentHashMap<Described, Attributes> kept = new ConcurrentHashMap<>();

  /** What a measurement is about; equal ones have the same attributes. */
  private sealed interface Described {
    Attributes attributes();
  }

  /** An operation or a session, as the conventions describe it; what does not apply is null. */
  private record AttributesKey(
      String method,
      Target target,
      String statusCode,
      String errorType,
      String protocolVersion,
      Wire wire,
      boolean withAddress)
      implements Described {

    @Override
    public Attributes attributes() {
      AttributesBuilder attributes = Attributes.builder();
      putIfKnown(attributes, Keys.PROTOCOL_VERSION, protocolVersion);
      putIfKnown(attributes, Keys.NETWORK_TRANSPORT, wire.transport());
      putIfKnown(attributes, Keys.NETWORK_PROTOCOL, wire.protocol());
      if (withAddress && wire.serverAddress() != null) {
        attributes.put(Keys.SERVER_ADDRESS, wire.serverAddress());
        attributes.put(Keys.SERVER_PORT, wire.serverPort().longValue());
      }
      putIfKnown(attributes, Keys.METHOD, method);
      putIfKnown(attributes, Keys.OPERATION, Conventions.operationName(method));
      if (target.kind() == Target.Kind.TOOL) {
        attributes.put(Keys.TOOL, target.name());
      } else if (target.kind() == Target.Kind.PROMPT) {
        attributes.put(Keys.PROMPT, target.name());
      }
      putIfKnown(attributes, Keys.STATUS_CODE, statusCode);
      putIfKnown(attributes, Keys.ERROR_TYPE, errorType);
      return attributes.build();
    }
  }

  /** A function, a message or a tool; what does not apply is null. */
  private record Subject(
      String method, Target target, String errorType, String direction, boolean partial)
      implements Described {

    @Override
    public Attributes attributes() {
      AttributesBuilder attributes = Attributes.builder();
      putIfKnown(attributes, Keys.METHOD, method);
      if (target.kind() != Target.Kind.NONE) {
        attributes.put(target.kind() == Target.Kind.TOOL ? Keys.TOOL : Keys.PROMPT, target.name());
      }
      putIfKnown(attributes, Keys.ERROR_TYPE, errorType);
      putIfKnown(attributes, Keys.DIRECTION, direction);
      if (partial) {
        attributes.put(Keys.PARTIAL, true);
      }
      return attributes.build();
    }
  }

  MetricAttributes(int maxNames) {
    methods = new NameLimit(maxNames);
    tools = new NameLimit(maxNames);
    prompts = new NameLimit(maxNames);
    clients = new NameLimit(maxNames);
    servers = new NameLimit(maxNames);
  }

  static void putIfKnown(AttributesBuilder to, AttributeKey<String> key, String value) {
    if (value != null) {
      to.put(key, value);
    }
  }

  /** The method's name, unless the peer made it up. */
  String method(Operation operation) {
    String method = operation.method();
    if (Methods.isSpecified(method)) {
      return method;
    }
    return operation.isMethodKnown() ? methods.shown(method) : Methods.OTHER;
  }

  /** The tool or prompt that an operation is about, unless the peer made it up; else nothing. */
  Target target(Operation operation) {
    return target(operation.target(), operation.isTargetKnown());
  }

  private Target target(Target target, boolean known) {
    if (!target.isNamed()) {
      return Target.NONE;
    }
    NameLimit names = target.kind() == Target.Kind.TOOL ? tools : prompts;
    String shown = known ? names.shown(target.name()) : Methods.OTHER;
    return shown.equals(target.name()) ? target : new Target(target.kind(), shown);
  }

  /** The conventions' attributes of an operation. */
  Attributes ofOperation(Operation operation, Outcome outcome) {
    Session session = operation.session();
    Session.Facts facts = session.facts();
    String code = outcome.statusCode() == null ? null : code(outcome.statusCode());
    return of(
        new AttributesKey(
            method(operation),
            target(operation),
            code,
            // Where a code stands for the error, both are the same.
            code == null || outcome.errorType() == null ? outcome.errorType() : code,
            version(facts),
            facts.wire(),
            session.isClient() && operation.kind() == Operation.Kind.CLIENT));
  }

  /** A JSON-RPC error code among those that are told apart. */
  private String code(Integer code) {
    String text = code.toString();
    return KNOWN_CODES.contains(code) ? text : codes.shown(text);
  }

  /** The version that was agreed on: a client has it from the server, which may make it up. */
  private String version(Session.Facts facts) {
    return facts.protocolVersion() == null ? null : versions.shown(facts.protocolVersion());
  }

  /** The conventions' attributes of a session. */
  Attributes ofSession(Session session, Session.End end) {
    Session.Facts facts = session.facts();
    return of(
        new AttributesKey(
            null,
            Target.NONE,
            null,
            end.errorType(),
            version(facts),
            facts.wire(),
            session.isClient()));
  }

  /** The attributes of a invocation of the handler, of which there is one by that name. */
  Attributes ofFunction(Operation operation, String errorType, boolean partial) {
    Target target = target(operation.target(), true);
    return of(new Subject(operation.method(), target, errorType, null, partial));
  }

  /** The attributes of a message that was sent or received. */
  Attributes ofMessage(Operation operation, boolean received) {
    Target about = target(operation);
    return of(
        new Subject(
            method(operation),
            about.kind() == Target.Kind.TOOL ? about : Target.NONE,
            null,
            received ? RECEIVE : TRANSMIT,
            false));
  }

  /** The attributes of what is said of a tool alone. */
  Attributes ofTool(Operation operation) {
    return of(new Subject(null, target(operation), null, null, false));
  }

  /** A tool's name among those that are told apart. */
  String tool(String name) {
    return tools.shown(name);
  }

  /** A client's name among those that are told apart. */
  String client(String name) {
    return clients.shown(name);
  }

  /** A server's name among those that are told apart. */
  String server(String name) {
    return servers.shown(name);
  }

  private Attributes of(Described described) {
    Attributes attributes = kept.get(described);
    if (attributes == null) {
      attributes = described.attributes();
      if (kept.size() < MOST_KEPT) {
        kept.put(described, attributes);
      }
    }
    return attributes;
  }
}
