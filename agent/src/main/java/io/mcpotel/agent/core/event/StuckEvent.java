// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.event;

import io.mcpotel.agent.core.Epoch;
import io.mcpotel.agent.core.HandlerInvocation;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Seconds;
import io.mcpotel.agent.core.Session;
import java.util.ArrayList;
import java.util.List;

/** A request has waited for its answer for too long. */
public final class StuckEvent implements Event {

  private static final int MOST_FRAMES = 128;

  private final Operation operation;
  private final Session.Facts facts;
  private final long nanos;
  private final String thread;
  private final List<String> stack = new ArrayList<>();
  private final long epochNanos = Epoch.now();

  /** Looks at the thread that works for it, if one is known to. */
  public StuckEvent(Operation operation, long nanos) {
    this.operation = operation;
    this.facts = operation.session().facts();
    this.nanos = nanos;
    HandlerInvocation call = operation.handler().running();
    Thread running = call == null ? null : call.thread();
    this.thread = running == null ? null : running.getName();
    if (running != null) {
      for (StackTraceElement frame : running.getStackTrace()) {
        if (stack.size() < MOST_FRAMES) {
          stack.add("\tat " + frame);
        }
      }
    }
  }

  @Override
  public Operation operation() {
    return operation;
  }

  @Override
  public String name() {
    return "mcp.stuck";
  }

  @Override
  public Severity severity() {
    return Severity.WARN;
  }

  @Override
  public long epochNanos() {
    return epochNanos;
  }

  @Override
  public String body() {
    return operation.label() + ": no answer after " + Math.round(seconds()) + " s";
  }

  @Override
  public void describe(Fields fields) {
    EventFields.direction(operation.kind(), fields);
    EventFields.session(operation.session(), facts, fields);
    EventFields.message(operation, fields);
    fields.put("mcp.request.age", seconds());
    fields.put("thread.name", thread);
    fields.put("code.stacktrace", stack.isEmpty() ? null : String.join("\n", stack));
  }

  private double seconds() {
    return Seconds.of(nanos);
  }
}
