// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.event;

import io.mcpotel.agent.core.Conventions;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.Seconds;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;

/** The end of an operation: a line of the access log. */
public final class OperationEvent implements Event {

  private static final String OK = "ok";

  private final Operation operation;
  private final Outcome outcome;
  private final String exceptionType;
  private final String exceptionMessage;
  private final long nanos;
  private final long epochNanos;

  /** What was known of the session at that time. */
  private final Session.Facts facts;

  public OperationEvent(Operation operation, Outcome outcome, long nanos) {
    this.operation = operation;
    // An exception may hold all of a message; it is not kept until somebody writes this.
    this.outcome = outcome.withoutException();
    Throwable exception = outcome.exception();
    this.exceptionType = exception == null ? null : exception.getClass().getName();
    this.exceptionMessage =
        exception == null
            ? null
            : operation.application().privacy().error(operation, exception.getMessage());
    this.nanos = nanos;
    this.facts = operation.session().facts();
    this.epochNanos = operation.epochNanosAt(operation.startNanos() + nanos);
  }

  @Override
  public String name() {
    return "mcp.operation";
  }

  @Override
  public Severity severity() {
    if (outcome.errorType() == null && outcome.statusCode() == null) {
      return Severity.INFO;
    }
    boolean others = Outcome.TOOL_ERROR.equals(outcome.errorType()) || outcome.isCallersFault();
    return others ? Severity.WARN : Severity.ERROR;
  }

  @Override
  public long epochNanos() {
    return epochNanos;
  }

  @Override
  public Operation operation() {
    return operation;
  }

  @Override
  public String body() {
    // One text, and not the label's as well: there is one of these for each call.
    Target target = operation.target();
    return target.isNamed()
        ? operation.method() + " " + target.name() + ": " + outcome()
        : operation.method() + ": " + outcome();
  }

  @Override
  public void describe(Fields fields) {
    EventFields.direction(operation.kind(), fields);
    EventFields.session(operation.session(), facts, fields);
    EventFields.message(operation, fields);
    fields.put("mcp.outcome", outcome());
    fields.put("error.type", outcome.errorType());
    fields.put(
        Conventions.STATUS_CODE,
        outcome.statusCode() == null ? null : outcome.statusCode().toString());
    fields.put("mcp.operation.duration", Seconds.of(nanos));
    if (operation.handler().waitNanos() >= 0) {
      fields.put("mcp.handler.wait", Seconds.of(operation.handler().waitNanos()));
    }
    EventFields.size("mcp.request.size", operation.sizes().request(), fields);
    EventFields.size("mcp.response.size", operation.sizes().response(), fields);
    fields.put("error.message", outcome.message());
    fields.put("exception.type", exceptionType);
    fields.put("exception.message", exceptionMessage);
    if (!operation.arguments().isEmpty()) {
      operation.arguments().forEach(fields::put);
    }
    fields.put("gen_ai.tool.call.result", operation.answer().result());
  }

  private String outcome() {
    if (outcome.errorType() != null) {
      return outcome.errorType();
    }
    return outcome.statusCode() == null ? OK : outcome.statusCode().toString();
  }
}
