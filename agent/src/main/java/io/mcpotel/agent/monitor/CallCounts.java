// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outcome;
import java.util.concurrent.atomic.LongAdder;

/** Counts what servers have answered since the start, on the threads of the calls. */
final class CallCounts {

  private static final int STRIPES = 8;

  private final LongAdder requests = new LongAdder();
  private final LongAdder errors = new LongAdder();

  /** What says that the server lives: no ping, which is answered by whoever reads it. */
  private final LongAdder answers = new LongAdder();

  /** Of that, what a function of the user's has said. */
  private final LongAdder work = new LongAdder();

  private final Durations durations = new Durations(STRIPES);
  private final ToolCounts tools = new ToolCounts();

  /** How much there was up to a moment. */
  record Sums(long requests, long errors, int[] durations) {}

  void add(Operation operation, Outcome outcome, long nanos) {
    if (isNobodysWord(outcome)) {
      return;
    }
    boolean failed = outcome.errorType() != null;
    requests.increment();
    durations.add(nanos);
    if (failed) {
      errors.increment();
    }
    if (!operation.isOf(Methods.PING)) {
      answers.increment();
    }
    if (Methods.callsFunction(operation.method())
        && (operation.handler().isCalled() || !operation.application().hasSeenHandlers())) {
      work.increment();
    }
    if (operation.isOf(Methods.TOOLS_CALL)
        && operation.target().isNamed()
        && operation.isTargetKnown()) {
      tools.add(operation.target().name(), failed, nanos);
    }
  }

  /** Whoever speaks of his work is at it, which is as good as an answer. */
  void addSign() {
    answers.increment();
    work.increment();
  }

  /** Whether it ended for the client's going, or for the end of it all: no answer was given. */
  private static boolean isNobodysWord(Outcome outcome) {
    String type = outcome.errorType();
    if (type == null || outcome.statusCode() != null) {
      return false;
    }
    return switch (type) {
      case Outcome.CANCELLED,
          Outcome.SHUTDOWN,
          Outcome.SESSION_CLOSED,
          Outcome.TRANSPORT_BROKEN,
          Outcome.CLIENT_DISCONNECTED ->
          true;
      default -> false;
    };
  }

  Sums sums() {
    return new Sums(requests.sum(), errors.sum(), durations.counts());
  }

  long requests() {
    return requests.sum();
  }

  /** How many answers there were: of functions only, where it is functions that are waited for. */
  long answers(boolean ofFunctions) {
    return ofFunctions ? work.sum() : answers.sum();
  }

  ToolCounts tools() {
    return tools;
  }
}
