// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.event;

import io.mcpotel.agent.core.Operation;
import java.util.List;

/**
 * Something that is put on record. It is made when it happens and described later, on the thread
 * that writes the records, so that a call pays for little more than the mention.
 */
public interface Event {

  /** How much it matters. */
  enum Severity {
    INFO,
    WARN,
    ERROR
  }

  /** Takes what there is to say of an event; what is null is not known, and left out. */
  interface Fields {
    void put(String name, String value);

    void put(String name, Long value);

    void put(String name, Double value);

    void put(String name, List<String> values);
  }

  /** Its kind, such as {@code mcp.operation}. */
  String name();

  Severity severity();

  /** When it happened, in nanoseconds since 1970. */
  long epochNanos();

  /** The operation that it belongs to, or null. */
  default Operation operation() {
    return null;
  }

  /** The telemetry's context of what it belongs to, or null. */
  default Object context() {
    return operation() == null ? null : operation().context();
  }

  /** The trace that it belongs to, or null. */
  default String traceId() {
    return operation() == null ? null : operation().telemetry().traceId(context());
  }

  /** The span that it belongs to, or null. */
  default String spanId() {
    return operation() == null ? null : operation().telemetry().spanId(context());
  }

  /** A few words for people. */
  String body();

  /** Tells every field that is known, by the name of its attribute. */
  void describe(Fields fields);
}
