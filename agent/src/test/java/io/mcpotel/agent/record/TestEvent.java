// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import io.mcpotel.agent.core.event.Event;
import java.util.function.Consumer;

/** An event that says what a test wants it to. */
record TestEvent(
    String name,
    Severity severity,
    long epochNanos,
    String traceId,
    String spanId,
    String body,
    Consumer<Fields> fields)
    implements Event {

  static TestEvent of(String body, Consumer<Fields> fields) {
    return new TestEvent("mcp.operation", Severity.INFO, 0, null, null, body, fields);
  }

  static TestEvent of(String body) {
    return of(body, fields -> {});
  }

  @Override
  public Object context() {
    return null;
  }

  @Override
  public void describe(Fields to) {
    fields.accept(to);
  }
}
