// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Target;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.concurrent.ConcurrentHashMap;

/** The attributes of what is measured: few, whatever names peers make up. */
final class MetricAttributes {

  private static final String RECEIVE = "receive";
  private static final String TRANSMIT = "transmit";

  /** So many sets are kept to be used again; any more are made anew each time. */
  private static final int MOST_KEPT = 2_000;

  private final NameLimit methods;
  private final NameLimit tools;
  private final NameLimit prompts;
  private final NameLimit clients;
  private final NameLimit servers;
  private final ConcurrentHashMap<Subject, Attributes> kept = new ConcurrentHashMap<>();

  /** What a measurement is about; what does not apply is null. */
  private record Subject(
      String method, Target target, String errorType, String direction, boolean partial) {

    Attributes attributes() {
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
    return new Target(target.kind(), known ? names.shown(target.name()) : Methods.OTHER);
  }

  /** The attributes of a call of the user's function, of which there is one by that name. */
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

  private Attributes of(Subject subject) {
    Attributes attributes = kept.get(subject);
    if (attributes == null) {
      attributes = subject.attributes();
      if (kept.size() < MOST_KEPT) {
        kept.put(subject, attributes);
      }
    }
    return attributes;
  }
}
