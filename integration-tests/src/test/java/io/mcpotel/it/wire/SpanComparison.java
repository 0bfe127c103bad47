// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.wire;

import io.mcpotel.sample.receiver.SpanView;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the span of an operation with the wire and with the spans around it. */
final class SpanComparison {

  private static final Set<String> ENDS_WITHOUT_ANSWER =
      Set.of(
          "timeout",
          "cancelled",
          "session_closed",
          "client_disconnected",
          "no_response",
          "shutdown");
  private static final Set<String> WITH_FUNCTION =
      Set.of("tools/call", "prompts/get", "resources/read", "completion/complete");

  private static final String MAPPER = ".databind.exc.";

  /** Two processes read the clock. */
  private static final long CLOCKS_NANOS = 20_000_000;

  /** A thread may wait for this long before it reads what has come, or tells what it has sent. */
  private static final long WAIT_NANOS = 30_000_000_000L;

  private final Map<String, SpanView> spans;
  private final Untruths untruths;

  /**
   * Of one process.
   *
   * @param spans all of it by their ids
   */
  SpanComparison(Map<String, SpanView> spans, Untruths untruths) {
    this.spans = spans;
    this.untruths = untruths;
  }

  void compare(WireOperation operation, SpanView span) {
    Map<String, Object> told = span.attributes();
    Object error = told.get("error.type");
    untruths.check(operation, "name of span", operation.spanName(), span.name());
    operation
        .attributes()
        .forEach(
            (key, value) -> {
              if (!WireOperation.UNANSWERED.equals(value)) {
                untruths.check(operation, key + " of span", value, told.get(key));
              } else if (!isEndWithoutAnswer(String.valueOf(error))) {
                untruths.check(operation, "end", value, error);
              }
            });
    untruths.check(operation, "status", error == null ? "UNSET" : "ERROR", span.statusCode());
    if (!operation.isUnanswered()) {
      compareMessage(operation, span.statusMessage());
    }
    compareTimes(operation, span);
    compareParent(operation, span);
    compareFunctions(operation, span);
  }

  private static boolean isEndWithoutAnswer(String error) {
    boolean isException = error.contains(".");
    return isException || ENDS_WITHOUT_ANSWER.contains(error);
  }

  /** Where the JSON mapper complains of a message, no more than its reason is told. */
  private void compareMessage(WireOperation operation, String told) {
    String wire = operation.statusMessage();
    boolean complains = wire.contains(MAPPER) && !told.isEmpty() && wire.startsWith(told);
    untruths.check(operation, "status message", complains ? told : wire, told);
  }

  private void compareTimes(WireOperation operation, SpanView span) {
    untruths.check(operation, "start and end", true, span.startNanos() <= span.endNanos());
    // Who receives starts after the message was seen, and who sends before.
    long sent = operation.message().epochNanos();
    long early = operation.received() ? CLOCKS_NANOS : WAIT_NANOS;
    long late = operation.received() ? WAIT_NANOS : CLOCKS_NANOS;
    untruths.checkWithin(operation, "start", sent - early, sent + late, span.startNanos());
    if (operation.answer() != null) {
      // Who answers may end before another thread writes, and who asked ends after it has read.
      long answered = operation.answer().epochNanos();
      long before = operation.received() ? WAIT_NANOS : CLOCKS_NANOS;
      untruths.checkWithin(
          operation, "end", answered - before, answered + WAIT_NANOS, span.endNanos());
    }
  }

  /** What a server sends, it sends for what it has received. */
  private void compareParent(WireOperation operation, SpanView span) {
    SpanView parent = spans.get(span.parentSpanId());
    boolean first = operation.message().toServer() && span.parentSpanId().isEmpty();
    if (operation.received()) {
      untruths.check(operation, "parent in this process", null, parent);
    } else if (parent != null) {
      untruths.check(operation, "trace", parent.traceId(), span.traceId());
      untruths.checkWithin(
          operation,
          "start within its parent",
          parent.startNanos(),
          parent.endNanos(),
          span.startNanos());
    } else if (!first) {
      untruths.check(operation, "parent", "a span of this process", span.parentSpanId());
    }
  }

  private void compareFunctions(WireOperation operation, SpanView span) {
    List<SpanView> functions =
        spans.values().stream()
            .filter(child -> child.kind().equals("INTERNAL"))
            .filter(child -> child.parentSpanId().equals(span.spanId()))
            .toList();
    boolean mayHave = operation.received() && WITH_FUNCTION.contains(operation.method());
    boolean mustHave = mayHave && operation.outcome().equals("ok");
    untruths.checkWithin(
        operation, "functions", mustHave ? 1 : 0, mayHave ? 1 : 0, functions.size());
  }
}
